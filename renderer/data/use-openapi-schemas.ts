import { useCallback, useEffect, useRef, useState } from "react"
import { useClusterData } from "./cluster-data.tsx"
import { type KindSchema, type OpenApiDocument, schemaOfKind } from "./openapi-schema.ts"
import { loadOpenApiDocument } from "./use-openapi-schema.ts"

/** Finds the schema of a manifest's kind; undefined while it is on its way, or where there is none. */
export type FindSchema = (manifest: Readonly<Record<string, unknown>>) => KindSchema | undefined

/** Schemas of whatever kinds are asked for, each document of them loaded when it is first needed. */
export function useOpenApiSchemas(): FindSchema {
  const { transport } = useClusterData()
  const documents = useRef(new Map<string, OpenApiDocument | undefined>())
  const stop = useRef<AbortController>(undefined)
  const [arrived, setArrived] = useState(0)
  useEffect(() => {
    stop.current = new AbortController()
    return () => stop.current?.abort(new Error("The screen is gone"))
  }, [])
  return useCallback<FindSchema>(
    ({ apiVersion, kind }) => {
      if (typeof apiVersion !== "string" || typeof kind !== "string" || arrived < 0) return undefined
      const [first = "", second] = apiVersion.split("/")
      const [group, version] = second === undefined ? ["", first] : [first, second]
      if (!documents.current.has(apiVersion)) {
        documents.current.set(apiVersion, undefined)
        const signal = stop.current?.signal ?? new AbortController().signal
        loadOpenApiDocument(transport, { group, version }, signal).then(
          (document) => {
            documents.current.set(apiVersion, document)
            setArrived((count) => count + 1)
          },
          () => documents.current.delete(apiVersion),
        )
      }
      const document = documents.current.get(apiVersion)
      const root = document && schemaOfKind(document, { group, version, kind })
      return document === undefined || root === undefined ? undefined : { document, root }
    },
    [transport, arrived],
  )
}
