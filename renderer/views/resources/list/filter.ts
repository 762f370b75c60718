/** What narrows a list. */
export interface Filter {
  /** As it is typed. */
  readonly text: string
  /** Label selectors, each a chip. */
  readonly labels: readonly string[]
}

/** Whether what is typed is meant for labels: `app=web`, `tier in (a,b)`, `app!=web`, `!app`. */
export function isSelector(text: string): boolean {
  return /^!|=|\s(in|notin)\s/.test(text.trim())
}

/** What rows have to match now. A selector that is still typed narrows nothing: no row has its signs in it. */
export function appliedFilter(filter: Filter): Filter {
  return isSelector(filter.text) ? { ...filter, text: "" } : filter
}
