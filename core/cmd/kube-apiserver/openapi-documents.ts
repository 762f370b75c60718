import type { OpenApiDocuments } from "../../apiserver/endpoints/openapi/openapi.ts"
import type { KindDefinition } from "../../machinery/api/kind.ts"
import { notFound } from "../../machinery/status/status-error.ts"

/** The documents of the kinds served. */
export function openApiDocuments(_kinds: readonly KindDefinition[]): OpenApiDocuments {
  return {
    v2: async () => ({ swagger: "2.0", info: { title: "Kubernetes", version: "v1.36.3" }, paths: {} }),
    v2Protobuf: async () => {
      throw notFound({ group: "", plural: "openapi" }, "v2")
    },
    v3Paths: [],
    v3: async () => ({}),
  }
}
