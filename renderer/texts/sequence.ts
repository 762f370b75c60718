/** Texts of the sequence part of the screens. */
export const sequence = {} as const
