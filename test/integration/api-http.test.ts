import { readFileSync } from "node:fs"
import { type ClientHttp2Session, connect as connectHttp2 } from "node:http2"
import { request as requestHttps } from "node:https"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { configmaps } from "../../core/apis/resources.gen.ts"
import { startTestApiServer, type TestApiServer } from "../support/test-api-server.ts"

/** What goes over the wire, in both versions of HTTP. */

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
}

interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** Without the administrator's certificate. */
  readonly anonymous?: boolean
}

let api: TestApiServer
let session: ClientHttp2Session
let anonymous: ClientHttp2Session

beforeAll(async () => {
  api = await startTestApiServer()
  session = connectHttp2(api.url, { ca: api.ca, cert: api.admin.certificate, key: api.admin.key })
  anonymous = connectHttp2(api.url, { ca: api.ca })
})

afterAll(async () => {
  session?.close()
  anonymous?.close()
  await api?.[Symbol.asyncDispose]()
})

function overHttp2(
  path: string,
  { method = "GET", headers = {}, body, anonymous: isAnonymous }: Asked = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const stream = (isAnonymous ? anonymous : session).request({ ":method": method, ":path": path, ...headers })
    let answered: Readonly<Record<string, unknown>> = {}
    let text = ""
    stream.once("response", (given) => {
      answered = given
    })
    stream.on("data", (chunk) => {
      text += String(chunk)
    })
    stream.once("end", () => resolve({ status: Number(answered[":status"]), headers: answered, text }))
    stream.once("error", reject)
    stream.end(body)
  })
}

function overHttp1(
  path: string,
  { method = "GET", headers = {}, body, anonymous: isAnonymous }: Asked = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const keys = isAnonymous ? {} : { cert: api.admin.certificate, key: api.admin.key }
    const asking = requestHttps(
      `${api.url}${path}`,
      { method, headers, ca: api.ca, ...keys, agent: false },
      (answer) => {
        let text = ""
        answer.on("data", (chunk) => {
          text += String(chunk)
        })
        answer.once("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }))
      },
    )
    asking.once("error", reject)
    asking.end(body)
  })
}

describe.each([
  ["HTTP/2", overHttp2],
  ["HTTP/1.1", overHttp1],
] as const)("%s", (_, ask) => {
  test("a certificate says who asks", async () => {
    const body = JSON.stringify({ kind: "SelfSubjectReview", apiVersion: "authentication.k8s.io/v1" })
    const headers = { "content-type": "application/json" }
    const path = "/apis/authentication.k8s.io/v1/selfsubjectreviews"
    const { status, text } = await ask(path, { method: "POST", headers, body })
    expect(status).toBe(201)
    expect(JSON.parse(text).status.userInfo).toMatchObject({
      username: "kubernetes-admin",
      groups: ["system:masters", "system:authenticated"],
    })
  })

  test("who shows nothing is anonymous, and sees the health alone", async () => {
    expect(await ask("/healthz", { anonymous: true })).toMatchObject({ status: 200, text: "ok" })
    const refused = await ask("/api/v1/pods", { anonymous: true })
    expect(refused.status).toBe(403)
    expect(JSON.parse(refused.text).message).toBe(
      'pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" at the cluster scope',
    )
  })

  test("a token that nobody gave is refused", async () => {
    const { status } = await ask("/api", { anonymous: true, headers: { authorization: "Bearer nothing" } })
    expect(status).toBe(401)
  })

  test("HEAD answers no body", async () => {
    const { status, text } = await ask("/api/v1/namespaces/default", { method: "HEAD" })
    expect([status, text]).toEqual([200, ""])
  })

  test("a body larger than the limit is not read to its end", async () => {
    const { status, text } = await ask("/api/v1/namespaces/default/configmaps", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: Buffer.alloc(3 * 1024 * 1024 + 1, "a"),
    })
    expect(status).toBe(413)
    expect(JSON.parse(text)).toMatchObject({ reason: "RequestEntityTooLarge" })
  })

  test("a watch tells of changes as they come, and ends when its time is up", async () => {
    const name = `watched-${Math.random().toString(36).slice(2)}`
    const path = `/api/v1/namespaces/default/configmaps?watch=1&timeoutSeconds=1&fieldSelector=metadata.name%3D${name}`
    const watching = ask(path)
    await api.client.create(configmaps, { metadata: { name, namespace: "default" } })
    const lines = (await watching).text.trim().split("\n")
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { type: "ADDED", object: expect.objectContaining({ kind: "ConfigMap" }) },
    ])
  })

  test("pages lead through a list", async () => {
    const all = JSON.parse((await ask("/apis/rbac.authorization.k8s.io/v1/clusterroles")).text)
    const names: string[] = []
    let token = ""
    do {
      const query = `limit=20&continue=${encodeURIComponent(token)}`
      const page = JSON.parse((await ask(`/apis/rbac.authorization.k8s.io/v1/clusterroles?${query}`)).text)
      names.push(...page.items.map((item: { readonly metadata: { readonly name: string } }) => item.metadata.name))
      token = page.metadata.continue ?? ""
    } while (token !== "")
    expect(names).toEqual(all.items.map((item: { readonly metadata: { readonly name: string } }) => item.metadata.name))
  })
})

test("discovery that has not changed is not sent again", async () => {
  const headers = { accept: "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList" }
  const first = await overHttp2("/apis", { headers })
  expect(first.headers["content-type"]).toBe(headers.accept)
  const etag = String(first.headers["etag"])
  expect((await overHttp2("/apis", { headers: { ...headers, "if-none-match": etag } })).status).toBe(304)
})

describe("recorded", () => {
  const text = readFileSync(join(import.meta.dirname, "../recorded/http.txt"), "utf8")
  const recorded = [
    ...text.matchAll(/^## GET (\S+) (\d+) (application\/json|text\/plain; charset=utf-8)?.*\n([^#]*)/gm),
  ]
    .map(([, path = "", status = "", type = "", body = ""]) => ({
      path,
      status: Number(status),
      type,
      body: body.trim(),
    }))
    .filter(({ path }) =>
      ["/apis/apps", "/apis/apps/v1/nope", "/nope", "/api/v1/namespaces/default/pods/none"].includes(path),
    )

  test.each(recorded)("GET $path", async ({ path, status, type, body }) => {
    const answer = await overHttp2(path)
    expect(answer.status).toBe(status)
    expect(answer.headers["content-type"]).toBe(type)
    expect(type === "application/json" ? JSON.parse(answer.text) : answer.text.trim()).toEqual(
      type === "application/json" ? JSON.parse(body) : body,
    )
  })
})
