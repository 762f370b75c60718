/** Texts of the terminal part of the screens. */
export const terminal = {} as const
