import type { Resource } from "../../../../core/machinery/api/resource.ts"

/** A kind as a heading: `NetworkPolicy` → `Network Policies`, `CSIDriver` → `CSI Drivers`. */
export function kindTitle({ kind, plural }: Pick<Resource, "kind" | "plural">): string {
  const words = kind.replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, " ")
  const low = kind.toLowerCase()
  if (plural === `${low}s` || plural === `${low}es`) return words + plural.slice(low.length)
  return plural === `${low.slice(0, -1)}ies` ? `${words.slice(0, -1)}ies` : words
}
