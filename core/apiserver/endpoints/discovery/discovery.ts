import { createHash } from "node:crypto"
import type { KindDefinition } from "../../../machinery/api/kind.ts"
import type { ApiRequest, ApiResponse } from "../../request.ts"
import { parseAccept } from "../answer/media-type.ts"
import { type Asker, negotiate } from "../answer/negotiate.ts"
import { objectResponse } from "../respond.ts"
import type { PathHandler } from "../router.ts"
import { aggregatedDiscovery } from "./aggregated.ts"
import { describeGroups, type GroupDescription } from "./describe.ts"
import { apiGroup, apiGroupList, apiResourceList, apiVersions, type Discovered } from "./legacy.ts"

/** `/api`, `/apis` and below: what there is, in the old form and in the aggregated one. Made when first asked for. */
export function newDiscovery(kinds: readonly KindDefinition[], serverAddress: string): PathHandler {
  let described: readonly GroupDescription[] | undefined
  const groups = () => (described ??= describeGroups(kinds))
  const aggregated = new Map<string, Aggregated>()

  function aggregate(root: "api" | "apis", version: "v2" | "v2beta1"): Aggregated {
    const key = `${root} ${version}`
    const known = aggregated.get(key)
    if (known !== undefined) return known
    const own = groups().filter(({ name }) => (name === "") === (root === "api"))
    const body = Buffer.from(`${JSON.stringify(aggregatedDiscovery(own, version))}\n`)
    const made = { body, etag: `"${createHash("sha512").update(body).digest("hex").toUpperCase()}"`, version }
    aggregated.set(key, made)
    return made
  }

  return (exchange) => {
    const { request } = exchange
    const [root, group, version, ...more] = request.path.split("/").filter((part) => part !== "")
    if ((root !== "api" && root !== "apis") || more.length > 0) return undefined
    if (group === undefined) {
      const wanted = aggregatedVersion(request)
      if (wanted !== undefined) return aggregatedAnswer(request, aggregate(root, wanted))
      return answer(exchange, root === "api" ? apiVersions(serverAddress) : apiGroupList(groups()))
    }
    if (root === "api") return version === undefined ? versionAnswer(exchange, groups(), "", group) : undefined
    const found = groups().find(({ name }) => name === group && name !== "")
    if (found === undefined) return undefined
    return version === undefined ? answer(exchange, apiGroup(found)) : versionAnswer(exchange, groups(), group, version)
  }
}

interface Aggregated {
  readonly body: Uint8Array
  readonly etag: string
  readonly version: string
}

/** The aggregated form, when the client would rather have it than plain JSON. */
function aggregatedVersion({ headers }: Pick<ApiRequest, "headers">): "v2" | "v2beta1" | undefined {
  for (const { type, parameters } of parseAccept(headers["accept"] ?? "")) {
    if (type !== "application/json") continue
    const { as, g, v } = parameters
    if (as === undefined) return undefined
    const isKnown = as === "APIGroupDiscoveryList" && g === "apidiscovery.k8s.io"
    if (isKnown && (v === "v2" || v === "v2beta1")) return v
  }
  return undefined
}

function aggregatedAnswer({ headers }: ApiRequest, { body, etag, version }: Aggregated): ApiResponse {
  const shared = { etag, vary: "Accept", "cache-control": "public" }
  if (headers["if-none-match"] === etag) return { status: 304, headers: shared, body: Buffer.alloc(0) }
  const type = `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`
  return { status: 200, headers: { ...shared, "content-type": type }, body }
}

function versionAnswer(
  asker: Asker,
  groups: readonly GroupDescription[],
  group: string,
  version: string,
): ApiResponse | undefined {
  const found = groups.find(({ name }) => name === group)?.versions.find((each) => each.version === version)
  return found === undefined ? undefined : answer(asker, apiResourceList(group, found))
}

function answer(asker: Asker, body: Discovered): ApiResponse {
  const representation = negotiate(asker, [], { group: "", version: "v1", kind: body.kind })
  return objectResponse(
    200,
    representation.format === "protobuf" ? { apiVersion: "v1", ...body } : body,
    representation,
  )
}
