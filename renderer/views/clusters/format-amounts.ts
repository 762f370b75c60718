/** "0.4 s", "12 s", "1 m 05 s". */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, ms) / 1000
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  if (seconds < 60) return `${Math.floor(seconds)} s`
  return `${Math.floor(seconds / 60)} m ${String(Math.floor(seconds % 60)).padStart(2, "0")} s`
}

/** "340 KiB", "1.2 GiB". */
export function formatBytes(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KiB` : formatMemory(bytes / 1024 / 1024)
}

/** "512 MiB", "4 GiB", "23.5 GiB". */
export function formatMemory(mebibytes: number): string {
  if (mebibytes < 1024) return `${Math.round(mebibytes)} MiB`
  const gibibytes = mebibytes / 1024
  return `${Number(gibibytes.toFixed(gibibytes < 100 ? 1 : 0))} GiB`
}
