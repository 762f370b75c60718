import { texts } from "../../texts/texts.ts"

/** 85 → "85m", 1500 → "1.5 cores": small amounts as Kubernetes writes them. */
export function formatCpu(millicores: number): string {
  if (millicores < 1000) return `${Math.round(millicores)}m`
  const cores = trimmed(millicores / 1000)
  return cores === "1" ? "1 core" : `${cores} cores`
}

const units = ["B", "KiB", "MiB", "GiB", "TiB"] as const

/** 1610612736 → "1.5 GiB". */
export function formatMemory(bytes: number): string {
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)))
  return `${trimmed(bytes / 1024 ** step)} ${units[step] ?? ""}`
}

/** Three digits that matter: 1.53, 12.4, 512. */
function trimmed(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
  return String(Number(value.toFixed(digits)))
}

/** 0.123 → "12 %". */
function formatShare(share: number): string {
  return `${Math.round(share * 100)} %`
}

/** "85m", or "85m of 2 cores (4 %)" where there is a bound. */
export function describeUsage(value: number, capacity: number | undefined, format: (value: number) => string): string {
  if (capacity === undefined || capacity <= 0) return format(value)
  return texts.overview.usage.ofCapacity(format(value), format(capacity), formatShare(value / capacity))
}
