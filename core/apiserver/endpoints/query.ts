import { badRequest } from "../../machinery/status/status-error.ts"
import { type Revision, revision } from "../../storage/revision.ts"

const none = new URLSearchParams()

export function queryOf(query: string): URLSearchParams {
  return query === "" ? none : new URLSearchParams(query)
}

/** Go's `strconv.ParseInt` on what the query says; undefined when it says nothing. */
export function intOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null || text === "") return undefined
  if (!/^[+-]?\d{1,15}$/.test(text))
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`)
  return Number(text)
}

/** As Kubernetes converts a query's word to a bool: anything but "false" and "0" is true. */
export function boolOf(query: URLSearchParams, name: string): boolean | undefined {
  const text = query.get(name)
  if (text === null) return undefined
  return text.toLowerCase() !== "false" && text !== "0"
}

/** Undefined when none is named. */
export function resourceVersionOf(query: URLSearchParams): Revision | undefined {
  const text = query.get("resourceVersion")
  if (text === null || text === "") return undefined
  if (!/^\d{1,15}$/.test(text)) {
    const why = `strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`
    throw badRequest(`invalid resource version: resourceVersion: Invalid value: ${JSON.stringify(text)}: ${why}`)
  }
  return revision(Number(text))
}
