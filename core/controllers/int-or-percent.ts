import type { IntOrString } from "../machinery/meta/v1.gen.ts"

/** 3 → 3, "25%" of 10 → 3 rounded up, 2 rounded down. Validation lets nothing else through; that counts as none. */
export function resolveIntOrPercent(value: IntOrString | undefined, total: number, round: "up" | "down"): number {
  if (typeof value === "number") return value
  const percent = /^(\d+)%$/.exec(value ?? "")?.[1]
  if (percent === undefined) return 0
  const exact = (Number(percent) * total) / 100
  return round === "up" ? Math.ceil(exact) : Math.floor(exact)
}
