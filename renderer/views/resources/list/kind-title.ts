import type { Resource } from "../../../../core/machinery/api/resource.ts"

/** A kind as a heading, in Kubernetes' own word: `NetworkPolicy` → `NetworkPolicies`, `Ingress` → `Ingresses`. */
export function kindTitle({ kind, plural }: Pick<Resource, "kind" | "plural">): string {
  const low = kind.toLowerCase()
  if (plural === `${low}s` || plural === `${low}es`) return kind + plural.slice(low.length)
  return plural === `${low.slice(0, -1)}ies` ? `${kind.slice(0, -1)}ies` : kind
}
