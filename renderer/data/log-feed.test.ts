import { describe, expect, it } from "vitest"
import { FakeClock } from "../../core/base/testing/fake-clock.ts"
import type { Transport, TransportResponse } from "../../core/machinery/api/transport.ts"
import { LogFeed, type LogSource } from "./log-feed.ts"

const source: LogSource = { namespace: "a", pod: "web", container: "c", label: "web" }
const at = (second: string, words: string) => `2026-01-01T00:00:${second}Z ${words}\n`

/** Answers in turn: text is a log that ends there, a number is a failure with that code. The last stays open. */
function feedOver(answers: (string | number)[], previous = false) {
  const clock = new FakeClock()
  const asked: string[] = []
  const transport: Transport = {
    async request({ path, signal }): Promise<TransportResponse> {
      asked.push(path)
      const answer = answers.shift()
      const status = typeof answer === "number" ? answer : 200
      const message = 'container "c" in pod "web" is waiting to start: ContainerCreating'
      const body =
        status === 200 ? String(answer ?? "") : JSON.stringify({ kind: "Status", reason: reasons[status], message })
      const bytes = new TextEncoder().encode(body)
      const chunks = (async function* () {
        yield bytes
        if (answer === undefined)
          await new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)))
      })()
      return { status, headers: {}, chunks, bytes: async () => bytes }
    },
  }
  const nextFrame = (run: () => void) => {
    queueMicrotask(run)
    return () => {}
  }
  const feed = new LogFeed({ previous }, { transport, clock, nextFrame })
  feed.follow([source])
  return { feed, clock, asked }
}

const reasons: Readonly<Record<number, string>> = { 400: "BadRequest", 404: "NotFound" }

function words(feed: LogFeed): readonly string[] {
  return feed.state.buffer.lines.map(({ text }) => text)
}

describe("a log that is followed", () => {
  it("goes on after a restart where it ended, and says no line twice", async () => {
    const { feed, clock, asked } = feedOver([at("01.5", "one"), at("01.5", "one") + at("02", "two")])
    feed.subscribe(() => {})
    await clock.advance(5_000)
    expect(words(feed)).toEqual(["one", "two"])
    expect(asked[1]).toContain("sinceTime=2026-01-01T00%3A00%3A01Z")
  })

  it("waits for a container that has not started, and says so", async () => {
    const { feed, clock } = feedOver([400, at("01", "up")])
    feed.subscribe(() => {})
    await clock.advance(0)
    expect(feed.state.silent.get("web")).toEqual({ type: "waiting", reason: "is waiting to start: ContainerCreating" })
    await clock.advance(5_000)
    expect(words(feed)).toEqual(["up"])
    expect(feed.state.silent.size).toBe(0)
  })

  it("cuts a line that nobody reads to its end, and says how much is left out", async () => {
    const { feed, clock } = feedOver([at("01", "x".repeat(30_000))])
    feed.subscribe(() => {})
    await clock.advance(0)
    expect(words(feed)[0]).toMatch(/^x{9000,} … 20,\d{3} more characters$/)
  })

  it("ends with its pod", async () => {
    const { feed, clock, asked } = feedOver([404])
    feed.subscribe(() => {})
    await clock.advance(60_000)
    expect(feed.state.silent.get("web")).toEqual({ type: "ended" })
    expect(asked).toHaveLength(1)
  })

  it("says nothing more of a pod that is not looked at any more, and keeps its lines", async () => {
    const { feed, clock } = feedOver([at("01", "one"), 404])
    feed.subscribe(() => {})
    await clock.advance(5_000)
    expect(feed.state.silent.size).toBe(1)
    feed.follow([])
    expect(feed.state.silent.size).toBe(0)
    expect(words(feed)).toEqual(["one"])
  })

  it("is read once when it is that of the run before", async () => {
    const { feed, clock, asked } = feedOver([at("01", "crash")], true)
    feed.subscribe(() => {})
    await clock.advance(60_000)
    expect(words(feed)).toEqual(["crash"])
    expect(asked).toEqual([
      "/api/v1/namespaces/a/pods/web/log?container=c&timestamps=true&previous=true&tailLines=1000",
    ])
  })

  it("is let go of when nobody looks", async () => {
    const { feed, clock, asked } = feedOver([at("01", "one"), 400, 400, 400])
    const leave = feed.subscribe(() => {})
    await clock.advance(0)
    leave()
    const count = asked.length
    await clock.advance(60_000)
    expect(asked).toHaveLength(count)
  })
})
