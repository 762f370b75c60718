/** One label as it is edited. */
export interface LabelRow {
  readonly id: number
  readonly name: string
  readonly value: string
}

/** What has to be written: null removes. Empty when nothing changed. */
export function labelChanges(
  before: Readonly<Record<string, string>>,
  rows: readonly LabelRow[],
): Readonly<Record<string, string | null>> {
  const after = new Map(
    rows.filter(({ name }) => name.trim() !== "").map(({ name, value }) => [name.trim(), value.trim()]),
  )
  const removed = Object.keys(before).filter((name) => !after.has(name))
  const written = [...after].filter(([name, value]) => before[name] !== value)
  return Object.fromEntries([...removed.map((name) => [name, null] as const), ...written])
}

/** As kubectl takes them: `a=1` writes, `b-` removes. */
export function labelWords(changes: Readonly<Record<string, string | null>>): readonly string[] {
  return Object.entries(changes).map(([name, value]) => (value === null ? `${name}-` : `${name}=${value}`))
}
