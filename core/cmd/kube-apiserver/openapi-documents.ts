import type { KindDefinition } from "../../machinery/api/kind.ts"
import { OpenApiDocuments } from "../../machinery/openapi/documents.ts"

/** The documents of the kinds served; their texts are loaded when somebody asks. */
export function openApiDocuments(kinds: readonly KindDefinition[]): OpenApiDocuments {
  return new OpenApiDocuments(kinds, "v1.36.3", async () => (await import("../../apis/openapi.gen.ts")).openApiSource)
}
