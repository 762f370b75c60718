/** "+0 ms", "+432 ms", "+12.4 s", "+3 m 05 s". */
export function formatRelative(ms: number): string {
  return `+${formatGap(ms)}`
}

/** "432 ms", "12.4 s", "3 m 05 s". */
export function formatGap(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`
  const seconds = Math.floor(ms / 1_000)
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} m ${String(seconds % 60).padStart(2, "0")} s`
  return `${Math.floor(seconds / 3_600)} h ${String(Math.floor((seconds % 3_600) / 60)).padStart(2, "0")} m`
}
