import { mkdirSync, writeFileSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { sameMessage } from "./messages.ts"
import { collectionOf } from "./places.ts"
import type { Manifest, RecordedCase } from "./recorded.ts"
import { caseName, changed, readCases, readDifferences, readManifests, readStored } from "./recorded.ts"
import type { ReplayServer, Reply } from "./server.ts"
import { startReplayServer } from "./server.ts"

/** What Kubernetes says to thousands of changed manifests is what we say. */

const leastSameMessages = 0.95

interface Outcome {
  readonly recorded: RecordedCase
  readonly reply: Reply
  readonly sameCode: boolean
  readonly same: boolean
}

const manifests = readManifests()
const byName = new Map(manifests.map((manifest) => [caseName(manifest), manifest]))
const differences = readDifferences()
let server: ReplayServer

beforeAll(async () => {
  server = await startReplayServer()
  await server.send("POST", "/api/v1/namespaces", { metadata: { name: "oracle" } })
  await server.send("POST", "/api/v1/namespaces/oracle/serviceaccounts", { metadata: { name: "default" } })
})

afterAll(() => server?.stop())

describe("recorded answers", () => {
  test("changed manifests are created or refused as by Kubernetes", async () => {
    const outcomes = await replay(readCases("mutations.jsonl"), async (manifest, collection, recorded) =>
      server.send("POST", `${collection}?dryRun=All&fieldValidation=Strict`, changed(manifest, recorded)),
    )
    judge("creates", outcomes)
  })

  test("manifests are stored as by Kubernetes", async () => {
    const misses: string[] = []
    let count = 0
    for (const { request, stored, warnings } of readStored()) {
      const collection = collectionOf(request)
      if (collection === undefined) continue
      count++
      const reply = await server.send("POST", collection, request)
      const difference = firstDifference(withoutVariables(reply.body), withoutVariables(stored))
      const key = `${caseName(request)} | stored`
      if (difference !== undefined && !differences.has(key)) misses.push(`${key} | ${difference}`)
      if (reply.warnings !== warnings.join(", ")) misses.push(`${key} | warnings: ${reply.warnings}`)
    }
    report("stored", misses)
    expect(count).toBeGreaterThan(0)
    expect(misses).toEqual([])
  })

  test("changed objects are updated or refused as by Kubernetes", async () => {
    const outcomes = await replay(readCases("updates.jsonl"), async (manifest, collection, recorded) => {
      const at = `${collection}/${manifest.metadata.name}`
      const current = await server.send("GET", at)
      return server.send("PUT", `${at}?dryRun=All`, changed(current.body, recorded))
    })
    judge("updates", outcomes)
  })
})

async function replay(
  cases: readonly RecordedCase[],
  send: (manifest: Manifest, collection: string, recorded: RecordedCase) => Promise<Reply>,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  for (const recorded of cases) {
    const manifest = byName.get(recorded.case)
    const collection = manifest && collectionOf(manifest)
    if (manifest === undefined || collection === undefined) continue
    const reply = await send(manifest, collection, recorded)
    const sameCode = reply.status === recorded.code
    const same = sameCode && (reply.status < 400 || sameMessage(reply.body.message, recorded.message))
    outcomes.push({ recorded, reply, sameCode, same })
  }
  return outcomes
}

/** Every code as recorded, nearly every message; whatever differs is listed with its reason. */
function judge(what: string, outcomes: readonly Outcome[]): void {
  const misses = outcomes.filter(({ same }) => !same)
  report(
    what,
    misses.map(
      ({ recorded, reply }) =>
        `${keyOf(recorded)}\n    recorded ${recorded.code} ${recorded.message ?? ""}\n    answered ${reply.status} ${reply.body.message ?? ""}`,
    ),
  )
  const surprises = misses.filter(({ recorded }) => !differences.has(keyOf(recorded)))
  expect(outcomes.length).toBeGreaterThan(0)
  expect(surprises.map(({ recorded }) => keyOf(recorded))).toEqual([])
  expect((outcomes.length - misses.length) / outcomes.length).toBeGreaterThanOrEqual(leastSameMessages)
}

function keyOf({ case: name, path, change }: RecordedCase): string {
  return `${name} | ${path} | ${change}`
}

/** The whole table of misses, for whoever wants to look: `build/replay/creates.txt`. */
function report(what: string, lines: readonly string[]): void {
  const folder = new URL("../../../build/replay/", import.meta.url)
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL(`${what}.txt`, folder), `${lines.join("\n")}\n`)
}

const variable = ["uid", "creationTimestamp", "resourceVersion", "managedFields", "lastPhaseTransitionTime"]

/** Chosen at random. */
const allocated = ["clusterIP", "clusterIPs", "nodePort", "healthCheckNodePort"]

function withoutVariables(object: unknown): unknown {
  const text = JSON.stringify(object, (key, value: unknown) => {
    if (variable.includes(key)) return undefined
    return allocated.includes(key) && String(value) !== "None" ? "<allocated>" : value
  })
  return JSON.parse(text.replace(/kube-api-access-[a-z0-9]{5}/g, "kube-api-access-<id>"))
}

function firstDifference(actual: unknown, recorded: unknown, path = ""): string | undefined {
  if (typeof actual === "object" && typeof recorded === "object" && actual !== null && recorded !== null) {
    const [left, right] = [actual as Record<string, unknown>, recorded as Record<string, unknown>]
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
      const found = firstDifference(left[key], right[key], `${path}.${key}`)
      if (found !== undefined) return found
    }
    return undefined
  }
  return actual === recorded ? undefined : `${path}: ${JSON.stringify(actual)}, recorded ${JSON.stringify(recorded)}`
}
