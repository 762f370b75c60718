import { describe, expect, it } from "vitest"
import { silentLog } from "../../base/log.ts"
import { SeededRandom } from "../../base/testing/seeded-random.ts"
import type { TerminalSummary } from "../../bridge/contract/terminals.ts"
import { Terminals, type TerminalsDeps } from "./terminals.ts"
import { newFakePtys } from "./testing/fake-pty.ts"

const size = { columns: 80, rows: 24 }
const target = { type: "node", profile: "dev", node: "dev-m02" } as const
const never = new AbortController().signal

function setUp(changes: Partial<TerminalsDeps> = {}) {
  const { opened, open } = newFakePtys()
  const stop = new AbortController()
  const cleaned: string[] = []
  const terminals = new Terminals({
    random: new SeededRandom(1),
    log: silentLog,
    openPty: open,
    prepare: async (id) => ({
      command: ["cove", "ssh"],
      environment: { TERM: "xterm-256color" },
      folder: "/srv",
      cleanUp: async () => void cleaned.push(id),
    }),
    signal: stop.signal,
    ...changes,
  })
  return { terminals, opened, stop, cleaned }
}

async function listed(terminals: Terminals): Promise<readonly TerminalSummary[]> {
  for await (const summaries of terminals.watch(never)) return summaries
  return []
}

describe("terminals", () => {
  it("run what was asked for, and tell how it is done in a terminal of one's own", async () => {
    const { terminals, opened } = setUp()
    const summary = await terminals.open(target, size)
    expect(summary).toEqual({ id: summary.id, title: "dev-m02", target, command: "cove ssh -p dev -n dev-m02" })
    expect(await listed(terminals)).toEqual([summary])
    expect(opened[0]?.program).toMatchObject({ command: ["cove", "ssh"], columns: 80, rows: 24, folder: "/srv" })
  })

  it("hand on what is typed and how large they are", async () => {
    const { terminals, opened } = setUp()
    const { id } = await terminals.open(target, size)
    terminals.write(id, "ls\r")
    terminals.resize(id, { columns: 100, rows: 30 })
    expect(opened[0]).toMatchObject({ written: ["ls\r"], sizes: [{ columns: 100, rows: 30 }] })
  })

  it("stay to be read when their program has ended", async () => {
    const { terminals, opened, cleaned } = setUp()
    const { id } = await terminals.open(target, size)
    opened[0]?.program.onOutput("bye\r\n")
    opened[0]?.program.onExit(3)
    expect(await listed(terminals)).toMatchObject([{ id, exitCode: 3 }])
    expect(await Array.fromAsync(terminals.output(id, never))).toEqual(["bye\r\n"])
    terminals.write(id, "anybody there?")
    expect(opened[0]?.written).toEqual([])
    expect(cleaned).toEqual([id])
  })

  it("end their program when they are closed, and are gone then", async () => {
    const { terminals, opened, cleaned } = setUp()
    const { id } = await terminals.open(target, size)
    const reading = terminals.output(id, never)[Symbol.asyncIterator]().next()
    terminals.close(id)
    terminals.close(id)
    expect(opened[0]?.isKilled).toBe(true)
    expect(await reading).toMatchObject({ done: true })
    expect(await listed(terminals)).toEqual([])
    expect(cleaned).toEqual([id])
    expect(() => terminals.write(id, "x")).toThrow("The terminal is closed")
  })

  it("are all closed when the host ends", async () => {
    const { terminals, opened, stop } = setUp()
    await terminals.open(target, size)
    await terminals.open(target, size)
    stop.abort(new Error("The host ends"))
    expect(opened.map(({ isKilled }) => isKilled)).toEqual([true, true])
  })

  it("are no more than 32", async () => {
    const { terminals } = setUp()
    const opened = await Promise.allSettled(Array.from({ length: 33 }, () => terminals.open(target, size)))
    expect(opened.filter(({ status }) => status === "fulfilled")).toHaveLength(32)
    expect(opened[32]).toMatchObject({ status: "rejected", reason: { id: "HOST_TERMINALS" } })
  })

  it("say so when this machine has no pseudo-terminals, and leave nothing behind", async () => {
    const { terminals, cleaned } = setUp({ openPty: () => Promise.reject(new Error("no such module")) })
    await expect(terminals.open(target, size)).rejects.toThrow("no such module")
    expect(await listed(terminals)).toEqual([])
    expect(cleaned).toHaveLength(1)
  })
})
