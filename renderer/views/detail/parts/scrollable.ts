/** What scrolls and holds nothing to focus must be focusable itself, or the keyboard could not scroll it. */
export const scrollable = { tabIndex: 0 } as const
