import { readFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { parseAllDocuments } from "yaml"
import { text } from "../../core/apis/protobuf.gen.ts"
import * as resources from "../../core/apis/resources.gen.ts"
import { schemaText } from "../../core/apis/schema.gen.ts"
import type { ApiRequest, ApiResponse } from "../../core/apiserver/request.ts"
import { apiVersionOf, pathOf, type Resource } from "../../core/machinery/api/resource.ts"
import { Protobuf } from "../../core/machinery/protobuf/protobuf.ts"
import { Decoder } from "../../core/machinery/schema/decoder.ts"
import { Schema } from "../../core/machinery/schema/schema.ts"
import { startTestApiServer, type TestApiServer } from "../support/test-api-server.ts"

/** Protobuf and JSON say the same: what is sent in one and read in the other, for an object of every kind. */

const protobufType = "application/vnd.kubernetes.protobuf"
const schema = new Schema(schemaText)
const decoder = new Decoder(schema)
const protobuf = new Protobuf(text, schema)
const served: readonly Resource[] = Object.values(resources)

type Manifest = {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly namespace?: string }
}

const manifests = parseAllDocuments(readFileSync(join(import.meta.dirname, "../recorded/manifests.yaml"), "utf8"))
  .map((document) => document.toJS() as Manifest | null) // recorded in that form
  .filter((manifest) => manifest !== null)

let api: TestApiServer

beforeAll(async () => {
  api = await startTestApiServer()
  await create({ apiVersion: "v1", kind: "Namespace", metadata: { name: "oracle" } })
  await create({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace: "oracle" } })
})

afterAll(() => api[Symbol.asyncDispose]())

test("an object that comes as protobuf is the object that comes as JSON", async () => {
  for (const manifest of manifests) {
    const resource = resourceOf(manifest)
    if (resource === undefined) continue
    const path = `${collectionOf(resource, manifest)}`
    const dryRun = { method: "POST", path, query: "dryRun=All" }
    const json = await send({ ...dryRun, body: Buffer.from(JSON.stringify(manifest)) })
    if (json.status === 404) continue // not served yet
    const clean = decoder.decode<Manifest>(resource.type, manifest).object
    const bytes = protobuf.encode({ ...clean, apiVersion: manifest.apiVersion, kind: manifest.kind })
    const sent = await send({ ...dryRun, body: bytes, type: protobufType })
    expect(withoutChance(sent), manifest.kind).toEqual(withoutChance(json))
  }
})

test("every list is the same in both", async () => {
  for (const manifest of manifests) await create(manifest)
  for (const resource of served) {
    if (!resource.verbs.includes("list")) continue
    const asked = { method: "GET", path: pathOf(resource), query: "" }
    const json = await send(asked)
    if (json.status !== 200) continue // not served yet
    const answer = await send({ ...asked, accept: protobufType })
    expect(answer.headers["content-type"]).toBe(protobufType)
    const type = `${resource.type}List`
    const list = protobuf.decode(type, answer.body)
    expect(list).toMatchObject({ kind: `${resource.kind}List`, apiVersion: apiVersionOf(resource) })
    expect(decoder.decode(type, list).object, type).toEqual(
      decoder.decode(type, parseWithoutInnerKinds(json.body.toString())).object,
    )
  }
})

describe("answers", () => {
  const path = "/api/v1/namespaces/oracle/configmaps/cm"

  test("the first form that a kind has is taken", async () => {
    const both = await send({ method: "GET", path, accept: `${protobufType},application/json` })
    expect(both.headers["content-type"]).toBe(protobufType)
    expect(protobuf.decode("core.v1.ConfigMap", both.body)).toMatchObject({ kind: "ConfigMap", data: { a: "b" } })
    const table = `${protobufType};as=Table;v=v1;g=meta.k8s.io`
    const fallen = await send({ method: "GET", path, accept: `${table},application/json` })
    expect(fallen.headers["content-type"]).toBe("application/json")
    expect((await send({ method: "GET", path, accept: table })).status).toBe(406)
  })

  test("a failure is protobuf too", async () => {
    const { status, body } = await send({ method: "GET", path: `${path}-none`, accept: `${protobufType}, */*` })
    expect(status).toBe(404)
    expect(protobuf.decode("meta.v1.Status", body)).toMatchObject({ reason: "NotFound", code: 404 })
  })

  test("metadata alone", async () => {
    const accept = `${protobufType};as=PartialObjectMetadata;v=v1;g=meta.k8s.io`
    const { body } = await send({ method: "GET", path, accept })
    expect(protobuf.decode("PartialObjectMetadata", body)).toMatchObject({ metadata: { name: "cm" } })
  })

  test("what is no protobuf, or not what the path says, is refused", async () => {
    const sent = { method: "POST", path: "/api/v1/namespaces/oracle/configmaps", type: protobufType }
    const text = await send({ ...sent, body: Buffer.from("apples") })
    expect(JSON.parse(text.body.toString())).toMatchObject({
      code: 400,
      message:
        "the object provided is unrecognized (must be of type ConfigMap): provided data does not appear to be a protobuf message, expected prefix [107 56 115 0] (6170706c6573)",
    })
    const secret = await send({ ...sent, body: protobuf.encode({ kind: "Secret", apiVersion: "v1" }) })
    expect(JSON.parse(secret.body.toString())).toMatchObject({
      code: 400,
      message:
        'Secret in version "v1" cannot be handled as a ConfigMap: converting (v1.Secret) to (v1.ConfigMap): unknown conversion',
    })
  })

  test("a delete's options are read", async () => {
    await create({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "kept", namespace: "oracle" } })
    const options = { kind: "DeleteOptions", apiVersion: "v1", preconditions: { uid: "another" } }
    const { status } = await send({
      method: "DELETE",
      path: "/api/v1/namespaces/oracle/configmaps/kept",
      body: protobuf.encode(options),
      type: protobufType,
    })
    expect(status).toBe(409)
  })
})

test("a watch sends frames, and everyone who watches gets the same bytes", async () => {
  const query = "watch=true&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
  const asked = { method: "GET", path: "/api/v1/namespaces/watched/configmaps", query, accept: protobufType }
  await create({ apiVersion: "v1", kind: "Namespace", metadata: { name: "watched" } })
  await create({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "first", namespace: "watched" } })
  const stop = new AbortController()
  const watches = [await watch(asked, stop.signal), await watch(asked, stop.signal)]
  await create({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "second", namespace: "watched" } })
  const seen = await Promise.all(watches.map((each) => each.until("second")))
  stop.abort()
  expect(seen[0]?.type).toBe(`${protobufType};stream=watch`)
  const events = seen.map(({ frames }) => frames.map(readFrame))
  expect(events[0]?.map(({ type, name }) => `${type} ${name}`)).toEqual(["ADDED first", "BOOKMARK ", "ADDED second"])
  expect(events[1]).toEqual(events[0])
})

interface Asked {
  readonly method: string
  readonly path: string
  readonly query?: string
  readonly accept?: string
  readonly body?: Uint8Array
  readonly type?: string
}

interface Got {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

async function send(asked: Asked): Promise<Got> {
  const answer = await ask(asked, new AbortController().signal)
  if (!("body" in answer)) throw new Error(`${asked.method} ${asked.path} is answered by a stream`)
  const body = Buffer.concat(answer.body instanceof Uint8Array ? [answer.body] : answer.body)
  return { status: answer.status, headers: answer.headers, body }
}

function ask({ method, path, query = "", accept, body, type }: Asked, signal: AbortSignal): Promise<ApiResponse> {
  const request: ApiRequest = {
    method,
    path,
    query,
    headers: { accept, "content-type": type ?? "application/json", "user-agent": "test" },
    user: { name: "admin", groups: ["system:masters"] },
    body: async () => body ?? new Uint8Array(),
    signal,
  }
  return api.server.handle(request)
}

async function create(manifest: object): Promise<void> {
  const resource = resourceOf(manifest as Manifest) // of this form, every one
  if (resource === undefined) return
  const path = collectionOf(resource, manifest as Manifest)
  await send({ method: "POST", path, body: Buffer.from(JSON.stringify(manifest)) })
}

function resourceOf({ apiVersion, kind }: Manifest): Resource | undefined {
  return served.find((each) => each.kind === kind && apiVersionOf(each) === apiVersion)
}

function collectionOf(resource: Resource, { metadata: { namespace } }: Manifest): string {
  return pathOf(resource, namespace === undefined ? {} : { namespace })
}

/** JSON in which claims within a stateful set do not say what they are: protobuf cannot. */
function parseWithoutInnerKinds(json: string): unknown {
  const bare = ({ kind: _, apiVersion: __, ...rest }: Manifest) => rest
  return JSON.parse(json, (key, value: unknown) =>
    key === "volumeClaimTemplates" ? (value as readonly Manifest[]).map(bare) : value,
  )
}

/** What is drawn by lot or told by the clock. */
function withoutChance({ status, body }: Got): unknown {
  const keys: readonly unknown[] = ["uid", "creationTimestamp", "time", "clusterIP", "clusterIPs", "nodePort", "token"]
  const drop = (key: string, value: unknown) => (keys.includes(key) ? undefined : value)
  return [status, JSON.parse(body.toString().replaceAll(/kube-api-access-\w{5}/g, "kube-api-access"), drop)]
}

/** Follows a watch until a frame names the object. */
async function watch(asked: Asked, signal: AbortSignal) {
  const answer = await ask(asked, signal)
  if (!("run" in answer)) throw new Error("A watch is no stream")
  let bytes: Buffer = Buffer.alloc(0)
  const waiting = new Map<string, () => void>()
  const sink = {
    write(more: Uint8Array) {
      bytes = Buffer.concat([bytes, more])
      for (const [name, resolve] of waiting) if (bytes.includes(name)) resolve()
      return true
    },
    drained: async () => {},
  }
  answer.run(sink, signal).catch(() => {})
  return {
    async until(name: string) {
      await new Promise<void>((resolve) => {
        waiting.set(name, resolve)
        if (bytes.includes(name)) resolve()
      })
      return { type: answer.headers["content-type"], frames: framesIn(bytes) }
    },
  }
}

function framesIn(bytes: Buffer): readonly Buffer[] {
  const frames: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 + bytes.readUInt32BE(at)
    frames.push(bytes.subarray(at + 4, end))
    at = end
  }
  return frames
}

/** A `WatchEvent` has no envelope; its object has. */
function readFrame(frame: Buffer): { readonly type: string; readonly name: string } {
  const type = frame.subarray(2, 2 + (frame[1] ?? 0)).toString()
  const object = protobuf.decode("core.v1.ConfigMap", frame.subarray(frame.indexOf("k8s\0")))
  const { metadata } = object as { readonly metadata: { readonly name: string } } // a config map
  return { type, name: metadata.name }
}
