/** Texts of the addons part of the screens. */
export const addons = {} as const
