/** Texts of the shell part of the screens. */
export const shell = {} as const
