/** Texts of the overview part of the screens. */
export const overview = {} as const
