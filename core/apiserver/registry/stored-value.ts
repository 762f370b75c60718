import type { ApiObject } from "../../machinery/meta/object.ts"
import { failure, type StatusError } from "../../machinery/status/status-error.ts"
import type { StoreContext, WriteRequest } from "./store-context.ts"

/**
 * An object's bytes for storage. One that is larger than Kubernetes' storage takes is tried once more without the names
 * of its fields' owners, which nobody needs to use it; apply cannot do without (k8s.io/apiserver `isTooLargeError`).
 */
export function storedValue(
  { cacher, form }: Pick<StoreContext, "cacher" | "form">,
  object: ApiObject,
  { ownsFields }: Pick<WriteRequest, "ownsFields">,
): Uint8Array {
  const encode = (each: ApiObject) => cacher.encode(form.toStored(each))
  const value = encode(object)
  if (value.length <= mostStoredBytes) return value
  const lighter = ownsFields === true ? value : encode(withoutManagers(object))
  if (lighter.length > mostStoredBytes) throw tooLarge(lighter.length)
  return lighter
}

/** etcd's `--max-request-bytes`. What is ours is stored as JSON and never smaller than its protobuf there. */
const mostStoredBytes = 1.5 * 1024 * 1024

/** What etcd's client sends at all. */
const mostSentBytes = 2 * 1024 * 1024

function tooLarge(length: number): StatusError {
  if (length <= mostSentBytes) return failure(500, "", "etcdserver: request is too large")
  const why = `trying to send message larger than max (${length} vs. ${mostSentBytes})`
  return failure(500, "", `rpc error: code = ResourceExhausted desc = ${why}`)
}

function withoutManagers(object: ApiObject): ApiObject {
  const { managedFields: _, ...metadata } = object.metadata
  return { ...object, metadata }
}
