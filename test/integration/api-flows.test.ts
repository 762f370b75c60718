import { readFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { parse as parseYaml } from "yaml"
import type { ApiRequest } from "../../core/apiserver/request.ts"
import { startTestApiServer, type TestApiServer } from "../support/test-api-server.ts"

/**
 * Whole conversations recorded from Kubernetes, said again to our server: every answer has to be the same but for
 * what differs from run to run (uids, times, versions).
 */

interface Step {
  readonly request: {
    readonly method: string
    readonly path: string
    readonly body?: unknown
    readonly contentType?: string
    readonly headers?: Readonly<Record<string, string>>
  }
  readonly response: { readonly code: number; readonly body?: unknown }
}

interface Flow {
  readonly flow: string
  readonly steps: readonly Step[]
}

const recorded = join(import.meta.dirname, "../recorded")

/** Flows about what is not served yet. */
const later: readonly string[] = ["custom resources", "quota and limits"]

/** Steps that we answer otherwise, and why: by flow and position. */
const otherwise: Readonly<Record<string, string>> = {
  "apply mistakes #7": "the words of another YAML parser",
  "apply and status have owners apart #3": "to Kubernetes a scale of 0 reads as none, so that applying 0 is a change",
  "apply and status have owners apart #4": "follows from #3",
  "json patch and merge patch #15": "prints the patched object, its fields in another order",
  "create: names and metadata #8": "Go's maps have no order: which label is complained of first varies",
  "list: pages and resource versions #7": "lists what other recordings had left",
  "scale and status #4": "recorded with controllers running; a field named on the wrong door loses its owner",
  "scale and status #5": "recorded with controllers running",
  "owners and their dependents #2": "recorded with the garbage collector running",
}

const flows = readFileSync(join(recorded, "flows.jsonl"), "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line) as Flow) // recorded in that form
  .filter(({ flow }) => !later.includes(flow))

let api: TestApiServer

beforeAll(async () => {
  api = await startTestApiServer()
  await send({ method: "POST", path: "/api/v1/namespaces", body: { metadata: { name: "flows" } } })
  await send({
    method: "POST",
    path: "/api/v1/namespaces/flows/serviceaccounts",
    body: { metadata: { name: "default" } },
  })
})

afterAll(() => api[Symbol.asyncDispose]())

describe.each(flows)("$flow", ({ flow, steps }) => {
  test("is answered as by Kubernetes", async () => {
    const differences: string[] = []
    for (const [position, { request, response }] of steps.entries()) {
      const given = await send(request)
      const wanted = { code: response.code, body: comparable(response.body) }
      const got = { code: given.code, body: comparable(given.body) }
      if (otherwise[`${flow} #${position}`] !== undefined) continue
      const found = differencesOf(got, wanted, "")
      differences.push(...found.map((each) => `#${position} ${request.method} ${request.path}: ${each}`))
    }
    expect(differences).toEqual([])
  })
})

async function send(request: Step["request"]): Promise<{ readonly code: number; readonly body: unknown }> {
  const [path = "", query = ""] = request.path.split("?")
  const isText = typeof request.body === "string"
  const body = request.body === undefined ? "" : isText ? String(request.body) : JSON.stringify(request.body)
  const headers = Object.fromEntries(
    Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const asked: ApiRequest = {
    method: request.method,
    path,
    query,
    headers: {
      "user-agent": "Python-urllib/3.11",
      "content-type": request.contentType ?? "application/json",
      ...headers,
    },
    user: { name: "admin", groups: ["system:masters"] },
    body: async () => Buffer.from(body),
    signal: new AbortController().signal,
  }
  const answer = await api.server.handle(asked)
  if (!("body" in answer)) return { code: 0, body: undefined }
  const text = Buffer.concat(answer.body instanceof Uint8Array ? [answer.body] : answer.body).toString()
  return { code: answer.status, body: parse(text) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text.startsWith("apiVersion: ") ? parseYaml(text) : text
  }
}

/** What differs from run to run is taken out, on both sides alike. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value) && value[0] === "apiVersion: v1") return comparable(parseYaml(value.join("\n")))
  if (Array.isArray(value)) return value.map(comparable)
  if (typeof value === "string") return words(value)
  if (typeof value !== "object" || value === null) return value
  const entries = Object.entries(value).map(([key, each]) => [key, varying.has(key) ? undefined : comparable(each)])
  return Object.fromEntries(entries.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)))
}

const varying: ReadonlySet<string> = new Set([
  "uid",
  "resourceVersion",
  "creationTimestamp",
  "deletionTimestamp",
  "time",
  "continue",
  "lastTransitionTime",
  // Written by a controller.
  "terminatingReplicas",
  // Of a column: our own words.
  "description",
])

function words(text: string): string {
  return text
    .replace(/^gen-[a-z0-9]{5}$/, "gen-<id>")
    .replace(/^10\.\d+\.\d+\.\d+$/, "<ip>")
    .replace(/^\d+s$/, "<age>")
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<uid>")
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, "<time>")
    .replaceAll(/current: (\d+)/g, "current: <rv>")
    .replaceAll(/resource version: \d+/g, "resource version: <rv>")
    .replaceAll(/"resourceVersion\\?":\\?"\d+/g, '"resourceVersion":"<rv>')
}

/** Where two values part: `body.spec.replicas: 1 instead of 2`. */
function differencesOf(got: unknown, wanted: unknown, path: string): readonly string[] {
  if (isObject(got) && isObject(wanted)) {
    const keys = [...new Set([...Object.keys(got), ...Object.keys(wanted)])]
    return keys.flatMap((key) => differencesOf(got[key], wanted[key], path === "" ? key : `${path}.${key}`))
  }
  if (JSON.stringify(got) === JSON.stringify(wanted)) return []
  return [`${path}: ${show(got)} instead of ${show(wanted)}`]
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 400)
}
