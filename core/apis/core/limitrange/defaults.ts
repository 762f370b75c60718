import type { LimitRange, LimitRangeItem } from "../v1.gen.ts"

export function defaultLimitRange(range: LimitRange): LimitRange {
  const limits = range.spec?.limits
  return limits === undefined ? range : { ...range, spec: { ...range.spec, limits: limits.map(defaultItem) } }
}

/**
 * A container's limit is the most it may have unless something else is said, and it asks for its limit, or else for the
 * least: max → default → defaultRequest ← min.
 */
function defaultItem(item: LimitRangeItem): LimitRangeItem {
  if (item.type !== "Container") return item
  const limits = { ...item.max, ...item.default }
  const requests = { ...item.min, ...limits, ...item.defaultRequest }
  return {
    ...item,
    default: Object.keys(limits).length === 0 ? undefined : limits,
    defaultRequest: Object.keys(requests).length === 0 ? undefined : requests,
  }
}
