import type { Client, ListOptions } from "../client/client.ts"
import type { Resource } from "../machinery/api/resource.ts"
import type { ApiObject } from "../machinery/meta/object.ts"
import { keyOf } from "../machinery/meta/object.ts"
import { StatusError } from "../machinery/status/status-error.ts"

/**
 * Lists and watches until `isEnough` says so, called once for the list and once for every change after it. A server that
 * goes away meanwhile is asked again.
 */
export async function waitForObjects<T extends ApiObject>(
  client: Client,
  resource: Resource<T>,
  options: ListOptions & { readonly signal: AbortSignal },
  isEnough: (objects: readonly T[]) => Promise<boolean>,
): Promise<void> {
  for (;;) {
    const list = await client.list(resource, options)
    const objects = new Map(list.items.map((object) => [keyOf(object), object]))
    if (await isEnough([...objects.values()])) return
    const stop = new AbortController()
    const signal = AbortSignal.any([options.signal, stop.signal])
    try {
      for await (const event of client.watch(resource, {
        ...options,
        resourceVersion: list.metadata.resourceVersion,
        signal,
      })) {
        if (event.type === "BOOKMARK") continue
        if (event.type === "DELETED") objects.delete(keyOf(event.object))
        else objects.set(keyOf(event.object), event.object)
        if (await isEnough([...objects.values()])) return
      }
    } catch (error) {
      if (!(error instanceof StatusError && error.reason === "Expired")) throw error
    } finally {
      stop.abort()
    }
  }
}
