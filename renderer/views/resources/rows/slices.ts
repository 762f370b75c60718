/** Lets the browser draw and listen between two parts of long work. */
export interface Pauser {
  /** Resolves when the work may go on; resolves at once while there is time left. Rejects never. */
  pause(): Promise<void>
  /** Whether the browser should have its turn now. */
  isDue(): boolean
}

/** As long as one part of the work may take, of the 16 ms between two pictures. */
const sliceMs = 6

export function newPauser(clock: { monotonicMs(): number }, nextTurn: () => Promise<void>): Pauser {
  let since = clock.monotonicMs()
  return {
    isDue: () => clock.monotonicMs() - since > sliceMs,
    async pause() {
      await nextTurn()
      since = clock.monotonicMs()
    },
  }
}

/** Sorted while the browser goes on: parts first, then two and two merged, until there is one. */
export async function sortInSlices<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
  pauser: Pauser,
): Promise<readonly T[]> {
  let runs: (readonly T[])[] = []
  for (let at = 0; at < items.length; at += runLength) {
    runs.push(items.slice(at, at + runLength).sort(compare))
    if (pauser.isDue()) await pauser.pause()
  }
  while (runs.length > 1) {
    const merged: (readonly T[])[] = []
    for (let at = 0; at < runs.length; at += 2) {
      merged.push(mergeSorted(runs[at] ?? [], runs[at + 1] ?? [], compare))
      if (pauser.isDue()) await pauser.pause()
    }
    runs = merged
  }
  return runs[0] ?? []
}

const runLength = 2_048

/** Two sorted lists as one. */
export function mergeSorted<T>(a: readonly T[], b: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  if (b.length === 0) return a
  if (a.length === 0) return b
  const merged: T[] = []
  let left = 0
  for (const item of b) {
    for (let next = a[left]; next !== undefined && compare(next, item) <= 0; next = a[++left]) merged.push(next)
    merged.push(item)
  }
  for (let next = a[left]; next !== undefined; next = a[++left]) merged.push(next)
  return merged
}
