import { isJsonObject } from "../../base/json.ts"
import type { ApiObject, WatchEvent } from "../../machinery/meta/object.ts"
import type { Status } from "../../machinery/meta/v1.gen.ts"
import { failure, internalError, StatusError } from "../../machinery/status/status-error.ts"

/** One line of a watch. Throws the StatusError that an ERROR event carries. */
export function decodeWatchEvent<T extends ApiObject>(line: string): WatchEvent<T> {
  const event: unknown = JSON.parse(line)
  if (!isJsonObject(event) || !isJsonObject(event["object"])) throw internalError("watch event has no object")
  const { type, object } = event
  switch (type) {
    case "ADDED":
    case "MODIFIED":
    case "DELETED":
      // The server sends objects of the kind that the watch was asked for.
      return { type, object: object as unknown as T }
    case "BOOKMARK":
      return { type, resourceVersion: (object as unknown as ApiObject).metadata.resourceVersion ?? "" }
    case "ERROR":
      throw new StatusError(object as unknown as Status)
    default:
      throw internalError(`watch event has unknown type "${String(type)}"`)
  }
}

/** The failure in an answer's body; one made of the code when the body says nothing. */
export function decodeFailure(code: number, body: Uint8Array): StatusError {
  const text = new TextDecoder().decode(body)
  try {
    const status: unknown = JSON.parse(text)
    if (isJsonObject(status) && status["kind"] === "Status") {
      return new StatusError({ code, ...(status as unknown as Status) })
    }
  } catch {
    // Not JSON: a proxy's page, or the words of a filter that comes before the API.
  }
  return failure(code, reasonOf(code), text.slice(0, 1000) || `the server answered ${code}`)
}

function reasonOf(code: number): string {
  const reasons: Readonly<Record<number, string>> = {
    400: "BadRequest",
    401: "Unauthorized",
    403: "Forbidden",
    404: "NotFound",
    405: "MethodNotAllowed",
    409: "Conflict",
    410: "Expired",
    429: "TooManyRequests",
    503: "ServiceUnavailable",
    504: "Timeout",
  }
  return reasons[code] ?? (code >= 500 ? "InternalError" : "Unknown")
}
