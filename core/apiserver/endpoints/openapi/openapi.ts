import { createHash } from "node:crypto"
import type { Clock } from "../../../base/clock.ts"
import { notAcceptable } from "../../../machinery/status/status-error.ts"
import type { ApiRequest, ApiResponse } from "../../request.ts"
import { parseAccept } from "../answer/media-type.ts"
import type { PathHandler } from "../router.ts"

/** The documents that describe the API, made when first asked for: few ask, and they are large. */
export interface OpenApiDocuments {
  /** Swagger 2.0 as JSON, and in its protobuf form. */
  v2(): Promise<unknown>
  v2Protobuf(): Promise<Uint8Array>
  /** `api/v1`, `apis/apps/v1`. */
  readonly v3Paths: readonly string[]
  v3(path: string): Promise<unknown>
}

/** What clients ask for. */
const protobufType = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf"

/** What they are answered: Go's parser of media types refuses the "@". */
const answeredType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"

/** `/openapi/v2`, `/openapi/v3` and the document of each group version below it. */
export function newOpenApi(documents: OpenApiDocuments, clock: Clock): PathHandler {
  const made = new Map<string, Promise<Document>>()

  function document(key: string, make: () => Promise<Uint8Array>): Promise<Document> {
    const known = made.get(key)
    if (known !== undefined) return known
    const own = make().then((body) => ({ body, hash: createHash("sha512").update(body).digest("hex").toUpperCase() }))
    made.set(key, own)
    own.catch(() => made.delete(key))
    return own
  }

  const v3 = (path: string) => document(path, async () => json(await documents.v3(path)))

  async function index(): Promise<Document> {
    return document("v3", async () => {
      const entries = await Promise.all(
        documents.v3Paths.map(async (path) => {
          const { hash } = await v3(path)
          return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` }] as const
        }),
      )
      return json({ paths: Object.fromEntries(entries) })
    })
  }

  return async ({ request }) => {
    if (request.path === "/openapi/v2") {
      if (wantsProtobuf(request)) {
        const encoded = await document("v2 protobuf", () => documents.v2Protobuf())
        return answer(request, encoded, { type: answeredType, nowMs: clock.now() })
      }
      return answer(request, await document("v2", async () => json(await documents.v2())), { nowMs: clock.now() })
    }
    if (request.path === "/openapi/v3" || request.path === "/openapi/v3/") {
      return answer(request, await index(), { nowMs: clock.now() })
    }
    const path = request.path.startsWith("/openapi/v3/") ? request.path.slice("/openapi/v3/".length) : ""
    if (!documents.v3Paths.includes(path)) return undefined
    const found = await v3(path)
    const asked = new URLSearchParams(request.query).get("hash") ?? ""
    if (asked !== "" && asked !== found.hash) return movedTo(`${request.path}?hash=${found.hash}`)
    return answer(request, found, { nowMs: clock.now() })
  }
}

/** Who knows an older document is told where the newer one is. */
function movedTo(location: string): ApiResponse {
  return { status: 301, headers: { location, "cache-control": "no-cache, private" }, body: new Uint8Array() }
}

interface Document {
  readonly body: Uint8Array
  readonly hash: string
}

function json(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value))
}

/** kubectl wants the protobuf form and no other; a browser takes anything. */
function wantsProtobuf({ headers }: ApiRequest): boolean {
  const accept = headers["accept"] ?? ""
  if (accept === "") return false
  for (const { type } of parseAccept(accept)) {
    if (type === "application/json" || type === "*/*" || type === "application/*") return false
    if (type === protobufType || type === answeredType) return true
  }
  throw notAcceptable(`only the following media types are accepted: application/json, ${protobufType}`)
}

/** A document asked for by its hash never changes; one asked for without may. */
function answer(
  { headers, query }: ApiRequest,
  { body, hash }: Document,
  { type = "application/json", nowMs }: { readonly type?: string; readonly nowMs: number },
): ApiResponse {
  const isPinned = query.includes(`hash=${hash}`)
  const lasting = { "cache-control": "public, immutable", expires: new Date(nowMs + yearMs).toUTCString() }
  const shared = {
    etag: `"${hash}"`,
    vary: "Accept",
    ...(isPinned ? lasting : { "cache-control": "no-cache, private" }),
  }
  if (headers["if-none-match"] === shared.etag) return { status: 304, headers: shared, body: Buffer.alloc(0) }
  return { status: 200, headers: { ...shared, "content-type": type }, body }
}

const yearMs = 365 * 24 * 60 * 60 * 1000
