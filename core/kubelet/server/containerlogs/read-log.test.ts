import { appendFile, mkdtemp, rename, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { ReadLogOptions } from "./read-log.ts"
import { readLog } from "./read-log.ts"

let folder = ""
let path = ""

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cove-log-"))
  path = join(folder, "0.log")
})
afterEach(() => rm(folder, { recursive: true }))

const lines = [
  "2026-11-22T04:00:00.000000001Z stdout F one",
  "2026-11-22T04:00:01.000000001Z stderr F two",
  "2026-11-22T04:00:02.000000001Z stdout P thr",
  "2026-11-22T04:00:02.000000002Z stdout F ee",
  "2026-11-22T04:00:03.000000001Z stdout F four",
]

function options(more: Partial<ReadLogOptions> = {}): ReadLogOptions {
  const base = {
    follow: false,
    timestamps: false,
    tailLines: undefined,
    limitBytes: undefined,
    sinceMs: undefined,
    stream: "All",
  } as const
  return { ...base, path, ended: new Promise(() => {}), signal: new AbortController().signal, ...more }
}

async function read(more: Partial<ReadLogOptions> = {}): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of readLog(options(more))) parts.push(part)
  return Buffer.concat(parts).toString()
}

describe("readLog()", () => {
  beforeEach(() => writeFile(path, `${lines.join("\n")}\n`))

  const cases: readonly { readonly what: string; readonly more: Partial<ReadLogOptions>; readonly text: string }[] = [
    { what: "joins parts of a line", more: {}, text: "one\ntwo\nthree\nfour\n" },
    { what: "starts at the last lines", more: { tailLines: 1 }, text: "four\n" },
    { what: "takes all when fewer lines are there", more: { tailLines: 99 }, text: "one\ntwo\nthree\nfour\n" },
    { what: "gives nothing of the past for a tail of 0", more: { tailLines: 0 }, text: "" },
    {
      what: "leaves out what is older",
      more: { sinceMs: Date.parse("2026-11-22T04:00:01.5Z") },
      text: "three\nfour\n",
    },
    { what: "keeps to one stream", more: { stream: "Stderr" }, text: "two\n" },
    { what: "stops at the limit", more: { limitBytes: 6 }, text: "one\ntw" },
    {
      what: "puts the time in front",
      more: { timestamps: true, tailLines: 3 },
      text: "2026-11-22T04:00:02.000000001Z three\n2026-11-22T04:00:03.000000001Z four\n",
    },
  ]
  for (const { what, more, text } of cases) {
    it(what, async () => {
      expect(await read(more)).toBe(text)
    })
  }

  it("follows what is written, over a rotation, until the container ends", async () => {
    const end = Promise.withResolvers<void>()
    const got: string[] = []
    const wanted = Promise.withResolvers<void>()
    const reading = (async () => {
      for await (const part of readLog(options({ follow: true, tailLines: 1, ended: end.promise }))) {
        got.push(part.toString())
        if (got.join("").includes("six")) wanted.resolve()
      }
    })()
    await appendFile(path, "2026-11-22T04:00:04Z stdout F five\n")
    await rename(path, `${path}.20261122-040005`)
    await writeFile(path, "2026-11-22T04:00:05Z stdout F six\n")
    await wanted.promise
    await appendFile(path, "2026-11-22T04:00:06Z stdout F last\n")
    end.resolve()
    await reading
    expect(got.join("")).toBe("four\nfive\nsix\nlast\n")
  })
})
