import type { FieldError } from "../../machinery/field/field-error.ts"
import { forbidden, notSupported } from "../../machinery/field/field-error.ts"
import { badRequest } from "../../machinery/status/status-error.ts"
import type { ListPosition, WatchStart } from "../cacher/cacher.ts"
import { refuseOptions } from "./options-invalid.ts"
import { boolOf, intOf, resourceVersionOf } from "./query.ts"

/** Which state a list shows, and how much of it (documentation: "API Concepts", resource versions). */
export function readListOptions(query: URLSearchParams): {
  readonly at: ListPosition
  readonly limit: number | undefined
} {
  const asked = intOf(query, "limit") ?? 0
  const limit = asked > 0 ? asked : undefined
  checkMatch(query, false)
  const token = query.get("continue") ?? ""
  const version = token === "" || query.get("resourceVersion") !== "" ? resourceVersionOf(query) : undefined
  if (token !== "") {
    if (version !== undefined && version !== 0) {
      throw badRequest("specifying resource version is not allowed when using continue")
    }
    return { at: { type: "continue", token }, limit }
  }
  if (version === undefined) return { at: { type: "newest" }, limit }
  const match = query.get("resourceVersionMatch") ?? ""
  // Any state will do: it comes from memory whole, whatever the limit.
  if (version === 0) return { at: { type: "atLeast", revision: version }, limit: undefined }
  const exact = match === "Exact" || (match === "" && limit !== undefined)
  return { at: { type: exact ? "exact" : "atLeast", revision: version }, limit }
}

export function readWatchOptions(query: URLSearchParams): {
  readonly start: WatchStart
  readonly bookmarks: boolean
  readonly timeoutSeconds: number | undefined
} {
  checkMatch(query, true)
  const version = resourceVersionOf(query)
  const bookmarks = boolOf(query, "allowWatchBookmarks") ?? false
  const timeoutSeconds = intOf(query, "timeoutSeconds")
  return { start: watchStart(version, boolOf(query, "sendInitialEvents"), bookmarks), bookmarks, timeoutSeconds }
}

function watchStart(
  version: ReturnType<typeof resourceVersionOf>,
  initialEvents: boolean | undefined,
  bookmarks: boolean,
): WatchStart {
  if (initialEvents === true) return { type: "state", atLeast: version, endBookmark: bookmarks }
  if (version !== undefined && version !== 0) return { type: "after", revision: version }
  return initialEvents === false ? { type: "now" } : { type: "state", atLeast: version, endBookmark: false }
}

/** k8s.io/apimachinery `ValidateListOptions`. */
function checkMatch(query: URLSearchParams, isWatch: boolean): void {
  const match = query.get("resourceVersionMatch") ?? ""
  const initialEvents = boolOf(query, "sendInitialEvents")
  const errors: FieldError[] = []
  if (initialEvents !== undefined && !isWatch) {
    errors.push(forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list"))
  }
  if (match !== "" && isWatch && initialEvents === undefined) {
    errors.push(
      forbidden(
        "resourceVersionMatch",
        "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided",
      ),
    )
  }
  if (isWatch && initialEvents !== undefined && match !== "NotOlderThan") {
    errors.push(
      match === ""
        ? forbidden("resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan")
        : notSupported("resourceVersionMatch", match, ["NotOlderThan"]),
    )
  }
  if (match !== "" && !isWatch) errors.push(...listMatchErrors(match, query))
  refuseOptions("ListOptions", errors)
}

function listMatchErrors(match: string, query: URLSearchParams): readonly FieldError[] {
  const path = "resourceVersionMatch"
  const version = query.get("resourceVersion") ?? ""
  if ((query.get("continue") ?? "") !== "") return [forbidden(path, `${path} is forbidden for continue`)]
  if (version === "") return [forbidden(path, `${path} is forbidden unless resourceVersion is provided`)]
  if (match !== "Exact" && match !== "NotOlderThan") return [notSupported(path, match, ["Exact", "NotOlderThan", ""])]
  if (match === "Exact" && version === "0") {
    return [forbidden(path, `${path} "exact" is forbidden for resourceVersion "0"`)]
  }
  return []
}
