/** Texts of the common part of the screens. */
export const common = {} as const
