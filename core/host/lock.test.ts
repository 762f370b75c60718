import { spawn } from "node:child_process"
import { once } from "node:events"
import { expect, it } from "vitest"
import { holdLock, lockHolder } from "./lock.ts"

const unique = (name: string) => `${name} of test ${process.pid}`

it("is held by one at a time, and given to who waits", async () => {
  const name = unique("one at a time")
  const first = await holdLock(name, { holder: "the first" })
  const holders: string[] = []
  let waited!: () => void
  const waiting = new Promise<void>((resolve) => (waited = resolve))
  const second = holdLock(name, {
    holder: "the second",
    onWait: (holder) => {
      holders.push(holder)
      waited()
    },
  })
  await waiting
  await first.release()
  await (await second).release()
  expect(holders).toEqual(["the first"])
})

it("is not in the way of another name", async () => {
  const locks = [await holdLock(unique("a"), { holder: "" }), await holdLock(unique("b"), { holder: "" })]
  for (const lock of locks) await lock.release()
})

it("can be given up on", async () => {
  const name = unique("given up")
  const first = await holdLock(name, { holder: "the first" })
  const stop = new AbortController()
  const second = holdLock(name, { holder: "", signal: stop.signal, onWait: () => stop.abort(new Error("Enough")) })
  await expect(second).rejects.toThrow("Enough")
  await first.release()
  await first.release()
})

it("ends with the process that held it, however that ended", async () => {
  const name = unique("killed")
  const script = `import { holdLock } from ${JSON.stringify(new URL("./lock.ts", import.meta.url).href)}
    await holdLock(${JSON.stringify(name)}, { holder: "a child" })
    console.log("held")
    setTimeout(() => {}, 60_000)`
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  await once(child.stdout, "data")
  const lock = await holdLock(name, { holder: "", onWait: () => child.kill("SIGKILL") })
  await lock.release()
})

it("tells who holds it, and when they let go", async () => {
  const name = unique("told of")
  const { signal } = new AbortController()
  const released = Promise.withResolvers<void>()
  expect(await lockHolder(name, { onRelease: released.resolve, signal })).toBeUndefined()
  const lock = await holdLock(name, { holder: "the first" })
  expect(await lockHolder(name, { onRelease: released.resolve, signal })).toBe("the first")
  await lock.release()
  await released.promise
})
