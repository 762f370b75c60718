/** Texts of the settings part of the screens. */
export const settings = {} as const
