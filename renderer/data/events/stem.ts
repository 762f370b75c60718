/** "web-5f595cdf6b-6h9q2" → "web", "db-0" → "db": what a generated name is made from. */
export function stemOf(name: string): string {
  return name.replace(/-([a-z0-9]{5}|\d+)$/, "").replace(/-[bcdf-hj-np-tv-xz0-9]{6,10}$/, "")
}
