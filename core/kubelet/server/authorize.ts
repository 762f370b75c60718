import type { TokenReview, UserInfo } from "../../apis/authentication/v1.gen.ts"
import type { SubjectAccessReview } from "../../apis/authorization/v1.gen.ts"
import { subjectaccessreviews, tokenreviews } from "../../apis/resources.gen.ts"
import type { Clock } from "../../base/clock.ts"
import type { Client } from "../../client/client.ts"
import type { Authorize } from "./deps.ts"

export interface AuthorizeDeps {
  readonly client: Client
  readonly nodeName: string
  readonly clock: Clock
}

/** The kubelet's `authentication.webhook.cacheTTL` and `authorization.webhook.cache*TTL`. */
const tokenKeptMs = 120_000
const allowedKeptMs = 300_000
const refusedKeptMs = 30_000
const keptMax = 1_000

/**
 * Asks the API server who it is and whether they may, and keeps the answer for a while (documentation: "Kubelet
 * authentication/authorization"). A client certificate, checked by TLS, names its user without a question.
 */
export function newAuthorize({ client, nodeName, clock }: AuthorizeDeps): Authorize {
  const users = new Kept<UserInfo | undefined>(clock)
  const verdicts = new Kept<boolean>(clock)

  async function userOf(authorization: string | undefined): Promise<UserInfo | undefined> {
    const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? "")?.[1]
    if (token === undefined) return undefined
    return users.get(token, async () => {
      const review: TokenReview = { metadata: {}, spec: { token }, status: {} }
      const { status } = await client.create(tokenreviews, review)
      return { value: status.authenticated === true ? status.user : undefined, keptMs: tokenKeptMs }
    })
  }

  return async ({ method, path, authorization, certificate }) => {
    const user: UserInfo | undefined =
      certificate === undefined
        ? await userOf(authorization)
        : { username: certificate.commonName, groups: [...certificate.organizations, "system:authenticated"] }
    if (user === undefined) return { code: 401, message: "Unauthorized" }
    const what = { verb: verbOf(method), resource: "nodes", subresource: subresourceOf(path), name: nodeName }
    const allowed = await verdicts.get(JSON.stringify([user.username, user.groups, what]), async () => {
      const { username, uid, groups, extra } = user
      const spec = { user: username, uid, groups, extra, resourceAttributes: { ...what, version: "v1" } }
      const review: SubjectAccessReview = { metadata: {}, spec, status: { allowed: false } }
      const { status } = await client.create(subjectaccessreviews, review)
      return { value: status.allowed, keptMs: status.allowed ? allowedKeptMs : refusedKeptMs }
    })
    if (allowed) return undefined
    const message = `Forbidden (user=${user.username}, verb=${what.verb}, resource=${what.resource}, subresource(s)=[${what.subresource}])\n`
    return { code: 403, message }
  }
}

function verbOf(method: string): string {
  const verbs: Readonly<Record<string, string>> = {
    POST: "create",
    GET: "get",
    HEAD: "get",
    PUT: "update",
    PATCH: "patch",
    DELETE: "delete",
  }
  return verbs[method] ?? method.toLowerCase()
}

/** Which part of a node a path of its kubelet stands for. */
function subresourceOf(path: string): string {
  const [first = ""] = path.slice(1).split("/")
  if (first === "stats") return "stats"
  if (first === "metrics") return "metrics"
  if (first === "logs") return "log"
  if (first === "healthz") return "healthz"
  return "proxy"
}

/** Answers kept until their time is up; several who ask the same at once share one question. */
class Kept<V> {
  readonly #clock: Clock
  readonly #entries = new Map<string, { readonly value: Promise<V>; untilMs: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get(key: string, ask: () => Promise<{ readonly value: V; readonly keptMs: number }>): Promise<V> {
    const known = this.#entries.get(key)
    if (known !== undefined && known.untilMs > this.#clock.now()) return known.value
    if (this.#entries.size >= keptMax) this.#entries.clear()
    const asked = ask()
    const entry = { value: asked.then(({ value }) => value), untilMs: Number.POSITIVE_INFINITY }
    this.#entries.set(key, entry)
    asked.then(
      ({ keptMs }) => {
        entry.untilMs = this.#clock.now() + keptMs
      },
      () => this.#entries.delete(key),
    )
    return entry.value
  }
}
