/** Texts of the forwards part of the screens. */
export const forwards = {} as const
