/** A timestamp as tables show it: how long ago, `<unknown>` when there is none. */
export function formatAge(timestamp: string | undefined | null, nowMs: number): string {
  if (timestamp === undefined || timestamp === null || timestamp === "") return "<unknown>"
  return formatDuration(nowMs - Date.parse(timestamp))
}

/**
 * Two or three figures of a duration, as `kubectl` prints it (k8s.io/apimachinery `HumanDuration`):
 * `119s`, `5m10s`, `3h5m`, `2d4h`, `2y30d`.
 */
export function formatDuration(ms: number): string {
  const seconds = Math.trunc(ms / 1000)
  if (seconds < -1) return "<invalid>"
  if (seconds < 0) return "0s"
  if (seconds < 120) return `${seconds}s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 10) return pair(minutes, "m", seconds % 60, "s")
  if (minutes < 180) return `${minutes}m`
  const hours = Math.floor(minutes / 60)
  if (hours < 8) return pair(hours, "h", minutes % 60, "m")
  if (hours < 48) return `${hours}h`
  const days = Math.floor(hours / 24)
  if (days < 8) return pair(days, "d", hours % 24, "h")
  const years = Math.floor(days / 365)
  if (years < 2) return `${days}d`
  return years < 8 ? pair(years, "y", days % 365, "d") : `${years}y`
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`
}
