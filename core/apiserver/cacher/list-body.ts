import type { CachedObject } from "./cached-object.ts"

export interface ListHead {
  /** `PodList` */
  readonly kind: string
  readonly apiVersion: string
  readonly resourceVersion: string
  readonly continue?: string | undefined
  readonly remaining?: number | undefined
}

/**
 * A list in parts, from the bytes the objects have already: nothing is copied. Kubernetes leaves kind and apiVersion
 * out of the items of its own types (`bareItems`) and keeps them in those of custom resources.
 */
export function encodeList(
  head: ListHead,
  objects: readonly CachedObject[],
  { bareItems }: { readonly bareItems: boolean },
): readonly Uint8Array[] {
  const metadata = {
    resourceVersion: head.resourceVersion,
    continue: head.continue,
    remainingItemCount: head.remaining,
  }
  const start = { kind: head.kind, apiVersion: head.apiVersion, metadata, items: [] }
  const opening = JSON.stringify(start).slice(0, -"]}".length)
  if (objects.length === 0) return [Buffer.from(`${opening}]}`)]
  const parts: Uint8Array[] = [Buffer.from(bareItems ? `${opening}{` : opening)]
  const between = bareItems ? commaAndBrace : comma
  for (const object of objects) {
    if (parts.length > 1) parts.push(between)
    parts.push(bareItems ? object.bytesFromMetadata : object.bytes)
  }
  parts.push(end)
  return parts
}

const comma = Buffer.from(",")
const commaAndBrace = Buffer.from(",{")
const end = Buffer.from("]}")
