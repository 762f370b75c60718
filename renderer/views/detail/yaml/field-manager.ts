/** As whom the screens write fields. */
export const fieldManager = "cove-desktop"
