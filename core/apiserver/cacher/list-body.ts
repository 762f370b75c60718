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
 * A list from the bytes the objects have already. Kubernetes leaves kind and apiVersion out of the items of its own
 * types (`bareItems`) and keeps them in those of custom resources.
 */
export function encodeList(
  head: ListHead,
  objects: readonly CachedObject[],
  { bareItems }: { readonly bareItems: boolean },
): Uint8Array {
  const metadata = {
    resourceVersion: head.resourceVersion,
    continue: head.continue,
    remainingItemCount: head.remaining,
  }
  const start = { kind: head.kind, apiVersion: head.apiVersion, metadata, items: [] }
  const items = objects.map((object) => (bareItems ? object.bytesFromMetadata : object.bytes))
  return joinItems(Buffer.from(JSON.stringify(start).slice(0, -"]}".length)), items, bareItems)
}

function joinItems(head: Uint8Array, items: readonly Uint8Array[], bare: boolean): Uint8Array {
  const between = bare ? 2 : 1
  const length = items.reduce((sum, item) => sum + item.length + between, head.length) + 2
  const bytes = Buffer.allocUnsafeSlow(items.length === 0 ? length : length - 1)
  bytes.set(head, 0)
  let at = head.length
  for (const [index, item] of items.entries()) {
    if (index > 0) bytes[at++] = comma
    if (bare) bytes[at++] = openingBrace
    bytes.set(item, at)
    at += item.length
  }
  bytes[at] = closingBracket
  bytes[at + 1] = closingBrace
  return bytes
}

const comma = 0x2c
const openingBrace = 0x7b
const closingBracket = 0x5d
const closingBrace = 0x7d
