/** Texts of the clusters part of the screens. */
export const clusters = {} as const
