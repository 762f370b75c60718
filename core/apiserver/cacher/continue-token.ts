import { isJsonObject } from "../../base/json.ts"
import { badRequest, expired, StatusError } from "../../machinery/status/status-error.ts"
import { type Revision, revision as toRevision } from "../../storage/revision.ts"

/** Where the next page of a list begins. The form is Kubernetes' own: base64url of JSON. */
export interface ContinueToken {
  /** The revision of the first page; undefined for "whatever is newest", after that one was compacted. */
  readonly revision: Revision | undefined
  /** First key to consider, without the resource's prefix. */
  readonly from: string
}

export function encodeContinue({ revision, from }: ContinueToken): string {
  const token = { v: "meta.k8s.io/v1", rv: revision ?? inconsistent, start: from }
  return Buffer.from(JSON.stringify(token)).toString("base64url")
}

export function decodeContinue(token: string): ContinueToken {
  const text = Buffer.from(token, "base64url").toString("latin1")
  const decoded = parse(text)
  if (!isJsonObject(decoded) || decoded["v"] !== "meta.k8s.io/v1") {
    throw invalid(
      `server does not recognize this encoded version ${JSON.stringify(isJsonObject(decoded) ? decoded["v"] : "")}`,
    )
  }
  const { rv, start } = decoded
  if (typeof start !== "string" || start === "") throw invalid("encoded start key empty (version meta.k8s.io/v1)")
  if (typeof rv !== "number" || rv === 0)
    throw invalid("incorrect encoded start resourceVersion (version meta.k8s.io/v1)")
  return { revision: rv < 0 ? undefined : toRevision(rv), from: start }
}

/** What is told when the token's revision is compacted: the answer carries a token to go on with what is newest. */
export function continueTooOld(from: string): StatusError {
  const { status } = expired(
    "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.",
  )
  return new StatusError({ ...status, metadata: { continue: encodeContinue({ revision: undefined, from }) } })
}

const inconsistent = -1

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "latin1").toString())
  } catch {
    throw invalid(describeGoJsonError(text))
  }
}

/** Go's words for what is no JSON value from its first letter on, which is what a made-up token decodes to. */
function describeGoJsonError(text: string): string {
  const first = text[0]
  if (first === undefined) return "unexpected end of JSON input"
  const code = first.charCodeAt(0)
  const isPrintable = (code >= 0x20 && code < 0x7f) || (code > 0xa0 && code !== 0xad)
  const shown = isPrintable ? first : code < 0x80 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`
  return `invalid character '${shown}' looking for beginning of value`
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0")
}

function invalid(why: string): StatusError {
  return badRequest(`invalid continue token: continue key is not valid: ${why}`)
}
