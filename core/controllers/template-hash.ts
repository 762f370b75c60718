import type { PodTemplateSpec } from "../apis/core/v1.gen.ts"

/** Kubernetes' `rand.SafeEncodeString`: letters and digits in which no word can be read. */
const safe = "bcdfghjklmnpqrstvwxz2456789"

/**
 * Names a pod template by its content: `5fbc6fcfcf`. The same for equal templates whatever the order of their members;
 * `collisions` gives the next name when two templates met in one.
 */
export function templateHash(template: PodTemplateSpec | undefined, collisions = 0): string {
  const hash = fnv32(`${canonical(template)}${collisions === 0 ? "" : collisions}`)
  return Array.from(String(hash), (digit) => safe[digit.charCodeAt(0) % safe.length]).join("")
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null"
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  members.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(",")}}`
}

/** FNV-1a, 32 bits. */
function fnv32(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}
