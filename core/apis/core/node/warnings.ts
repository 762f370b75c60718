import type { Node } from "../v1.gen.ts"

export function nodeWarnings({ spec }: Node): readonly string[] {
  return spec.externalID ? ["spec.externalID: this field is deprecated, and is unused by Kubernetes"] : []
}
