import { expect, it } from "vitest"
import { runLightly } from "./light-command.ts"

it("gives a program its input and returns what it wrote", async () => {
  expect(await runLightly("cat", [], { input: "one\ntwo\n" })).toBe("one\ntwo")
})

it("fails with what the program said last", async () => {
  await expect(runLightly("sh", ["-c", "echo no such chain >&2; exit 3"])).rejects.toThrow(
    '"sh -c echo no such chain >&2; exit 3" failed: no such chain',
  )
})

it("fails where there is no such program", async () => {
  await expect(runLightly("/no/such/program", [])).rejects.toThrow("ENOENT")
})

it("ends the program with the signal, and says why", async () => {
  const stop = new AbortController()
  const ended = runLightly("sleep", ["60"], { signal: stop.signal })
  stop.abort(new Error("enough"))
  await expect(ended).rejects.toThrow("enough")
})
