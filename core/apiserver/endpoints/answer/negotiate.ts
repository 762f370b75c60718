import { apiVersionOf } from "../../../machinery/api/resource.ts"
import type { Protobuf } from "../../../machinery/protobuf/protobuf.ts"
import { failure, notAcceptable, type StatusError } from "../../../machinery/status/status-error.ts"
import type { ApiRequest } from "../../request.ts"
import { type MediaType, parseAccept } from "./media-type.ts"

/** The form a client wants its answer in. */
export type Representation = TextRepresentation | ProtobufRepresentation

export interface TextRepresentation {
  readonly format: "json" | "yaml"
  /** Something else than the object itself. */
  readonly as: View | undefined
  readonly pretty: boolean
}

export interface ProtobufRepresentation {
  readonly format: "protobuf"
  readonly as: View | undefined
  readonly protobuf: Protobuf
}

/** Who asks: `Exchange`, as far as it matters here. */
export interface Asker {
  readonly request: Pick<ApiRequest, "headers" | "query">
  readonly protobuf?: Protobuf
}

/** What the answer will be, where it may be protobuf. */
export interface AnswerKind {
  readonly group: string
  readonly version: string
  readonly kind: string
}

export interface View {
  readonly kind: "Table" | "PartialObjectMetadata" | "PartialObjectMetadataList"
  /** `meta.k8s.io/v1`, or its older `v1beta1`. */
  readonly apiVersion: string
}

const json: TextRepresentation = { format: "json", as: undefined, pretty: false }

/** Which of a view's kinds an endpoint can give. */
export type Views = readonly View["kind"][]

/** For answers that are text whatever the client takes, and that people read. */
export const prettyJson: TextRepresentation = { ...json, pretty: true }

/** What the answer should look like. Throws 406 for a client that takes nothing we have. A stream is never YAML. */
export function negotiate(
  { request, protobuf }: Asker,
  views: Views = [],
  kind?: AnswerKind,
  { isStream = false }: { readonly isStream?: boolean } = {},
): Representation {
  const accept = request.headers["accept"] ?? ""
  const pretty = wantsPretty(request)
  if (!pretty && (accept === "" || accept === "application/json" || accept === "*/*")) return json
  if (accept === "") return { ...json, pretty }
  const clauses = parseAccept(accept)
  for (const clause of clauses) {
    const as = viewOf(clause, views)
    if (as === "unknown") continue
    if (clause.type === protobufType && protobuf !== undefined && hasProtobuf(protobuf, as, kind)) {
      return { format: "protobuf", as, protobuf }
    }
    const format = formatOf(clause)
    if (format !== undefined && !(isStream && format === "yaml")) return { format, as, pretty }
  }
  throw nothingFits(clauses, isStream)
}

/** Kubernetes refuses twice: types it has never heard of at the door, what it cannot make of the others further in. */
function nothingFits(clauses: readonly MediaType[], isStream: boolean): StatusError {
  const isKnown = clauses.some((clause) => clause.type === protobufType || formatOf(clause) !== undefined)
  if (!isKnown) return failure(406, "NotAcceptable", `406: Not Acceptable\n\nAvailable representations: ${types}`, {})
  const streams = `application/json;stream=watch, ${protobufType};stream=watch`
  return notAcceptable(`only the following media types are accepted: ${isStream ? streams : types}`)
}

export const protobufType = "application/vnd.kubernetes.protobuf"

const types = `application/json, application/yaml, ${protobufType}`

/** A custom resource has none, its metadata has; tables have none. */
function hasProtobuf(protobuf: Protobuf, as: View | undefined, kind: AnswerKind | undefined): boolean {
  if (as !== undefined) return protobuf.has(as)
  return kind !== undefined && protobuf.has({ apiVersion: apiVersionOf(kind), kind: kind.kind })
}

function formatOf({ type }: MediaType): TextRepresentation["format"] | undefined {
  if (type === "application/json" || type === "*/*" || type === "application/*") return "json"
  return type === "application/yaml" ? "yaml" : undefined
}

function viewOf({ parameters }: MediaType, views: Views): View | undefined | "unknown" {
  const { as, g, v } = parameters
  if (as === undefined) return undefined
  const kind = views.find((each) => each === as)
  if (kind === undefined || g !== "meta.k8s.io" || (v !== "v1" && v !== "v1beta1")) return "unknown"
  return { kind, apiVersion: `meta.k8s.io/${v}` }
}

const peopleAgents = ["curl", "Wget", "Mozilla/5.0"]

/** Asked for, or a person is likely to read it (k8s.io/apiserver `isPrettyPrint`). */
function wantsPretty({ headers, query }: Pick<ApiRequest, "headers" | "query">): boolean {
  const asked = query.includes("pretty") ? new URLSearchParams(query).get("pretty") : null
  if (asked !== null && asked !== "") return asked === "true" || asked === "1"
  const agent = headers["user-agent"] ?? ""
  return peopleAgents.some((each) => agent.startsWith(each))
}
