import { describe, expect, it } from "vitest"
import { newLog, silentLog } from "../../base/log.ts"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { type AuditFile, AuditLog } from "./audit-log.ts"
import type { AuditEvent } from "./event.ts"

function event(auditID: string): AuditEvent {
  return {
    kind: "Event",
    apiVersion: "audit.k8s.io/v1",
    level: "Metadata",
    auditID,
    stage: "ResponseComplete",
    requestURI: "/api/v1/namespaces",
    verb: "create",
    user: { username: "alice", groups: [] },
    sourceIPs: [],
    responseStatus: { metadata: {}, code: 201 },
    requestReceivedTimestamp: "2026-01-01T00:00:00.000000Z",
    stageTimestamp: "2026-01-01T00:00:00.000000Z",
  }
}

/** A file in memory; a write waits while `held` is there. */
class MemoryFile implements AuditFile {
  readonly writes: string[][] = []
  held: Promise<void> | undefined
  closed = false

  async append(bytes: Uint8Array): Promise<void> {
    await this.held
    const lines = Buffer.from(bytes).toString().trimEnd().split("\n")
    this.writes.push(lines.map((line) => (JSON.parse(line) as AuditEvent).auditID))
  }

  async close(): Promise<void> {
    this.closed = true
  }
}

describe("the audit log", () => {
  it("writes what comes together at once, after the requests went on", async () => {
    const clock = new FakeClock()
    const file = new MemoryFile()
    const log = new AuditLog({ file, clock, log: silentLog })
    for (const id of ["a", "b", "c"]) log.record(event(id))
    expect(file.writes).toEqual([])
    await clock.advance(50)
    expect(file.writes).toEqual([["a", "b", "c"]])
  })

  it("keeps the order while a write takes long", async () => {
    const clock = new FakeClock()
    const file = new MemoryFile()
    const held = Promise.withResolvers<void>()
    file.held = held.promise
    const log = new AuditLog({ file, clock, log: silentLog })
    log.record(event("a"))
    await clock.advance(50)
    log.record(event("b"))
    await clock.advance(50)
    expect(file.writes).toEqual([])
    held.resolve()
    await clock.advance(0)
    expect(file.writes).toEqual([["a"], ["b"]])
  })

  it("leaves out what passes its bound, says so, and goes on", async () => {
    const clock = new FakeClock()
    const file = new MemoryFile()
    const told: unknown[] = []
    const log = new AuditLog({ file, clock, log: newLog(({ fields }) => told.push(fields), "info") })
    for (let i = 0; i < 10_003; i++) log.record(event(`${i}`))
    await clock.advance(50)
    log.record(event("later"))
    await clock.advance(50)
    expect(file.writes.map((write) => write.length)).toEqual([10_000, 1])
    expect(told).toEqual([{ count: 3 }])
  })

  it("survives a disk that is full", async () => {
    const clock = new FakeClock()
    const file = new MemoryFile()
    file.held = Promise.reject(new Error("no space left on device"))
    file.held.catch(() => {})
    const log = new AuditLog({ file, clock, log: silentLog })
    log.record(event("lost"))
    await clock.advance(50)
    file.held = undefined
    log.record(event("kept"))
    await clock.advance(50)
    expect(file.writes).toEqual([["kept"]])
  })

  it("writes what is left at the end and closes its file", async () => {
    const file = new MemoryFile()
    const log = new AuditLog({ file, clock: new FakeClock(), log: silentLog })
    const stop = new AbortController()
    const running = log.component.run({ signal: stop.signal, ready: () => {} })
    log.record(event("last"))
    stop.abort()
    await running
    expect([file.writes, file.closed]).toEqual([[["last"]], true])
  })
})
