import { describe, expect, it } from "vitest"
import { TerminalOutput } from "./terminal-output.ts"

function setUp() {
  const paced: string[] = []
  const output = new TerminalOutput({ pause: () => paced.push("pause"), resume: () => paced.push("resume") })
  return { output, paced }
}

const never = new AbortController().signal

async function readAll(output: TerminalOutput): Promise<string> {
  return (await Array.fromAsync(output.follow(never))).join("")
}

describe("what a terminal said", () => {
  it("is told to everybody from the beginning, and goes on as more comes", async () => {
    const { output } = setUp()
    output.append("one ")
    const reader = output.follow(never)
    expect(await reader.next()).toEqual({ done: false, value: "one " })
    const next = reader.next()
    output.append("two")
    expect(await next).toEqual({ done: false, value: "two" })
    output.finish()
    expect(await reader.next()).toEqual({ done: true, value: undefined })
    expect(await readAll(output)).toBe("one two")
  })

  it("puts its questions to the first who reads them alone", async () => {
    const { output } = setUp()
    output.append("old\x1b[6n ")
    const first = output.follow(never)
    expect(await first.next()).toEqual({ done: false, value: "old\x1b[6n " })
    output.append("new\x1b[c ")
    output.finish()
    expect(await readAll(output)).toBe("old new\x1b[c ")
    expect(await first.next()).toEqual({ done: false, value: "new " })
  })

  it("is kept up to 256 KiB, the last of it", async () => {
    const { output } = setUp()
    for (let at = 0; at < 100; at++) output.append(`${at} `.padEnd(4_096, "."))
    output.finish()
    const kept = await readAll(output)
    expect(kept.length).toBe(256 * 1024)
    expect(kept.startsWith("36 ")).toBe(true)
    expect(kept.endsWith("99 ".padEnd(4_096, "."))).toBe(true)
  })

  it("never begins in the middle of a character", async () => {
    const { output } = setUp()
    for (let at = 0; at < 60_000; at++) output.append("🜁🜂🜃")
    output.finish()
    expect((await readAll(output)).isWellFormed()).toBe(true)
  })

  it("makes the program wait for a reader who is far behind, until the reader has caught up", async () => {
    const { output, paced } = setUp()
    const reader = output.follow(never)
    output.append("x")
    await reader.next()
    for (let at = 0; at < 33; at++) output.append("y".repeat(4_096))
    expect(paced).toEqual(["pause"])
    await reader.next()
    expect(paced).toEqual(["pause"])
    await reader.next()
    expect(paced).toEqual(["pause", "resume"])
  })

  it("no longer waits for a reader who has left", async () => {
    const { output, paced } = setUp()
    const reader = output.follow(never)
    output.append("x")
    await reader.next()
    for (let at = 0; at < 33; at++) output.append("y".repeat(4_096))
    await reader.return(undefined)
    expect(paced).toEqual(["pause", "resume"])
  })

  it("waits for nobody where nobody reads", () => {
    const { output, paced } = setUp()
    for (let at = 0; at < 1_000; at++) output.append("y".repeat(4_096))
    expect(paced).toEqual([])
  })

  it("lets a reader go when its signal aborts", async () => {
    const { output } = setUp()
    const stop = new AbortController()
    const next = output.follow(stop.signal).next()
    stop.abort()
    expect(await next).toEqual({ done: true, value: undefined })
  })
})
