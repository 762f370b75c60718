import type { KindDefinition, PartSubresource, Subresource } from "../../machinery/api/kind.ts"

export function subresourceOf(kind: KindDefinition, name: string): Subresource | undefined {
  return kind.subresources.find((each) => each.name === name)
}

/** The part whose door a write came by; undefined for the object's own. */
export function partOf(kind: KindDefinition, name: string): PartSubresource | undefined {
  const found = name === "" ? undefined : subresourceOf(kind, name)
  return found?.type === "part" ? found : undefined
}
