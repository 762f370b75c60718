/** Texts of the detail part of the screens. */
export const detail = {} as const
