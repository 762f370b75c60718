import type { ConfigMap, DownwardAPIVolumeFile, KeyToPath, Pod, Secret } from "../../apis/core/v1.gen.ts"
import { type DownwardFacts, fieldValue, resourceValue } from "../env/field-value.ts"
import { VolumeError } from "./volume-error.ts"

/** The files of a volume: path below its root → what is in it. */
export type Payload = ReadonlyMap<string, PayloadFile>

export interface PayloadFile {
  readonly content: Uint8Array
  readonly mode: number
}

interface Wanted {
  readonly items: readonly KeyToPath[] | undefined
  readonly mode: number
  readonly optional: boolean
}

export function configMapPayload(found: ConfigMap | undefined, name: string, wanted: Wanted): Payload {
  if (found === undefined) return nothingOr(wanted, `configmap "${name}" not found`)
  const data = new Map<string, Uint8Array>()
  for (const [key, text] of Object.entries(found.data ?? {})) data.set(key, Buffer.from(text))
  for (const [key, base64] of Object.entries(found.binaryData ?? {})) data.set(key, Buffer.from(base64, "base64"))
  return select(data, wanted, "configmap references non-existent config key: ")
}

export function secretPayload(found: Secret | undefined, name: string, wanted: Wanted): Payload {
  if (found === undefined) return nothingOr(wanted, `secret "${name}" not found`)
  const data = Object.entries(found.data ?? {}).map(([key, value]) => [key, Buffer.from(value, "base64")] as const)
  return select(new Map(data), wanted, "references non-existent secret key: ")
}

export function downwardPayload(
  pod: Pod,
  items: readonly DownwardAPIVolumeFile[],
  mode: number,
  facts: DownwardFacts,
): Payload {
  return new Map(
    items.map((item) => {
      const { fieldRef, resourceFieldRef } = item
      const value =
        fieldRef !== undefined
          ? fieldValue(pod, fieldRef, facts)
          : resourceFieldRef !== undefined
            ? resourceValue(pod, resourceFieldRef.containerName ?? "", resourceFieldRef, facts)
            : ""
      if (value === undefined) throw new VolumeError(`unsupported downward API file "${item.path}"`)
      return [item.path, { content: Buffer.from(value), mode: item.mode ?? mode }]
    }),
  )
}

/** All keys, or those named, each under the path it is given. */
function select(data: ReadonlyMap<string, Uint8Array>, { items, mode, optional }: Wanted, missing: string): Payload {
  if (items === undefined) return new Map([...data].map(([key, content]) => [key, { content, mode }]))
  const files = new Map<string, PayloadFile>()
  for (const item of items) {
    const content = data.get(item.key)
    if (content === undefined && !optional) throw new VolumeError(`${missing}${item.key}`)
    if (content !== undefined) files.set(item.path, { content, mode: item.mode ?? mode })
  }
  return files
}

function nothingOr({ optional }: Wanted, message: string): Payload {
  if (!optional) throw new VolumeError(message)
  return new Map()
}
