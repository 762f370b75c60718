import { mkdtemp, rm } from "node:fs/promises"
import { createServer, type Server, type ServerResponse } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import Docker from "dockerode"
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { watchEngine } from "./engine-events.ts"

let folder: string
let server: Server
/** Those that follow the events, and what they asked for. */
let followers: { readonly response: ServerResponse; readonly url: string }[]
let changes: number
let clock: FakeClock
let stop: AbortController

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cove-engine-"))
  followers = []
  changes = 0
  clock = new FakeClock()
  stop = new AbortController()
})
afterEach(async () => {
  stop.abort()
  await stopEngine()
  await rm(folder, { recursive: true, force: true })
})

const socket = () => join(folder, "docker.sock")

async function startEngine(): Promise<void> {
  server = createServer((request, response) => {
    followers.push({ response, url: decodeURIComponent(request.url ?? "") })
    response.writeHead(200).flushHeaders()
    response.on("close", () => (followers = followers.filter((one) => one.response !== response)))
  })
  await new Promise<void>((resolve) => server.listen(socket(), resolve))
}

async function stopEngine(): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}

function watch(): Promise<void> {
  const filters = { label: ["cove.owner=me"], event: ["start"] }
  return watchEngine(new Docker({ socketPath: socket() }), {
    clock,
    filters,
    onChange: () => changes++,
    signal: stop.signal,
  })
}

it("tells of each event of what it asked for, until it is stopped", async () => {
  await startEngine()
  await watch()
  expect(followers).toHaveLength(1)
  expect(followers[0]?.url).toContain('filters={"label":["cove.owner=me"],"event":["start"]}')
  followers[0]?.response.write('{"Action":"start"}\n')
  await vi.waitFor(() => expect(changes).toBe(1))
  stop.abort()
  await vi.waitFor(() => expect(followers).toEqual([]))
})

it("tells when the engine goes, and when it is back, and follows it again", async () => {
  await startEngine()
  await watch()
  await stopEngine()
  await vi.waitFor(() => expect(changes).toBe(1))
  await clock.advance(250)
  await vi.waitFor(() => expect(clock.pending).toBe(1)) // it is not there yet
  expect(changes).toBe(1)
  await startEngine()
  await vi.waitFor(async () => {
    await clock.advance(500)
    expect(changes).toBe(2)
  })
  followers[0]?.response.write('{"Action":"start"}\n')
  await vi.waitFor(() => expect(changes).toBe(3))
})

it("begins without an engine, and tells when there is one", async () => {
  await startEngine()
  await stopEngine()
  await watch()
  await startEngine()
  await vi.waitFor(async () => {
    await clock.advance(1_000)
    expect(changes).toBe(1)
  })
  expect(followers).toHaveLength(1)
})
