import { failure } from "../../../machinery/status/status-error.ts"
import type { ApiRequest } from "../../request.ts"
import { type MediaType, parseAccept } from "./media-type.ts"

/** The form a client wants its answer in. */
export interface Representation {
  readonly format: "json" | "yaml"
  /** Something else than the object itself. */
  readonly as: View | undefined
  readonly pretty: boolean
}

export interface View {
  readonly kind: "Table" | "PartialObjectMetadata" | "PartialObjectMetadataList"
  /** `meta.k8s.io/v1`, or its older `v1beta1`. */
  readonly apiVersion: string
}

const json: Representation = { format: "json", as: undefined, pretty: false }

/** Which of a view's kinds an endpoint can give. */
export type Views = readonly View["kind"][]

/** What the answer should look like. Throws 406 for a client that takes nothing we have. */
export function negotiate(request: Pick<ApiRequest, "headers" | "query">, views: Views = []): Representation {
  const accept = request.headers["accept"] ?? ""
  const pretty = wantsPretty(request)
  if (!pretty && (accept === "" || accept === "application/json" || accept === "*/*")) return json
  if (accept === "") return { ...json, pretty }
  for (const clause of parseAccept(accept)) {
    const format = formatOf(clause)
    const view = viewOf(clause, views)
    if (format !== undefined && view !== "unknown") return { format, as: view, pretty }
  }
  throw failure(406, "NotAcceptable", nothingFits, {})
}

const nothingFits =
  "406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, application/vnd.kubernetes.protobuf"

function formatOf({ type }: MediaType): Representation["format"] | undefined {
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
