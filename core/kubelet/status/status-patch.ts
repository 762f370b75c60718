import type { PodStatus } from "../../apis/core/v1.gen.ts"

type Fields = Readonly<Record<string, unknown>>

/**
 * The strategic merge patch that makes `old` what `next` says; undefined when nothing differs. Fields that are gone are
 * set to null. Lists merged by key keep what others wrote, so addresses, which must not, are replaced as a whole.
 */
export function statusPatch(uid: string, old: PodStatus, next: PodStatus): Fields | undefined {
  const status: Record<string, unknown> = {}
  const before: Fields = { ...old }
  const after: Fields = { ...next }
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (isSame(before[key], after[key]) || notOurs.has(key)) continue
    if (after[key] === undefined) status[key] = null
    else if (before[key] === undefined) status[key] = after[key]
    else if (replaced.has(key)) status[key] = withReplace(after[key])
    else status[key] = key === "conditions" ? withNulls(next.conditions, old.conditions) : after[key]
  }
  return Object.keys(status).length === 0 ? undefined : { metadata: { uid }, status }
}

const notOurs: ReadonlySet<string> = new Set(["nominatedNodeName", "resourceClaimStatuses", "resize"])

const replaced: ReadonlySet<string> = new Set(["podIPs", "hostIPs"])

function withReplace(list: unknown): unknown {
  return Array.isArray(list) ? [...list, { $patch: "replace" }] : list
}

/** Conditions are merged with the ones there: what a condition no longer says has to be taken away. */
function withNulls(next: PodStatus["conditions"], old: PodStatus["conditions"]): unknown {
  return next?.map((condition) => {
    const before = old?.find(({ type }) => type === condition.type)
    const gone = Object.keys(before ?? {}).filter((key) => !(key in condition))
    return { ...condition, ...Object.fromEntries(gone.map((key) => [key, null])) }
  })
}

/** Equal as JSON, where a field that is not there equals one that is undefined or null. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b || ((a ?? undefined) === undefined && (b ?? undefined) === undefined)) return true
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((each, at) => isSame(each, b[at]))
  }
  const one: Fields = { ...a }
  const other: Fields = { ...b }
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) => isSame(one[key], other[key]))
}
