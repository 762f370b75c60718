/** Texts of the resources part of the screens. */
export const resources = {} as const
