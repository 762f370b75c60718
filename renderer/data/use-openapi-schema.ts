import { useEffect, useState } from "react"
import type { Resource } from "../../core/machinery/api/resource.ts"
import type { Transport } from "../../core/machinery/api/transport.ts"
import { useClusterData } from "./cluster-data.tsx"
import { type KindSchema, type OpenApiDocument, readOpenApiDocument, schemaOfKind } from "./openapi-schema.ts"

export type SchemaState =
  | { readonly type: "loading" }
  | { readonly type: "there"; readonly schema: KindSchema }
  /** The server has none for this kind, or it could not be read. */
  | { readonly type: "missing" }

const loading: SchemaState = { type: "loading" }

/** The API server's own schema of a kind, loaded when it is first looked at. */
export function useOpenApiSchema(kind: Pick<Resource, "group" | "version" | "kind"> | undefined): SchemaState {
  const { transport } = useClusterData()
  const [state, setState] = useState<SchemaState>(loading)
  const { group, version, kind: name } = kind ?? { group: "", version: "", kind: "" }
  useEffect(() => {
    setState(loading)
    if (name === "") return
    const stop = new AbortController()
    loadOpenApiDocument(transport, { group, version }, stop.signal).then(
      (document) => {
        const root = document === undefined ? undefined : schemaOfKind(document, { group, version, kind: name })
        const isThere = document !== undefined && root !== undefined
        setState(isThere ? { type: "there", schema: { document, root } } : { type: "missing" })
      },
      () => stop.signal.aborted || setState({ type: "missing" }),
    )
    return () => stop.abort(new Error("The screen is gone"))
  }, [transport, group, version, name])
  return state
}

export async function loadOpenApiDocument(
  transport: Transport,
  { group, version }: Pick<Resource, "group" | "version">,
  signal: AbortSignal,
): Promise<OpenApiDocument | undefined> {
  const path = `/openapi/v3/${group === "" ? `api/${version}` : `apis/${group}/${version}`}`
  const response = await transport.request({ method: "GET", path, headers: { accept: "application/json" }, signal })
  const bytes = await response.bytes()
  return response.status >= 400 ? undefined : readOpenApiDocument(JSON.parse(new TextDecoder().decode(bytes)))
}
