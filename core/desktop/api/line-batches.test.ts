import { describe, expect, it } from "vitest"
import { newLineBatches } from "./line-batches.ts"

describe("lines in batches", () => {
  it("are whole, however they come", async () => {
    const { input, next } = newLineBatches()
    const text = Buffer.from("one\ntwö\nthree")
    for (const byte of text) input.write(Buffer.of(byte))
    expect(await next()).toEqual(["one", "twö"])
    input.write(Buffer.from("!\n"))
    expect(await next()).toEqual(["three!"])
    input.destroy()
    expect(await next()).toBeUndefined()
  })

  it("make the program wait when nobody takes them", async () => {
    const { input, next } = newLineBatches()
    let written = 0
    for (let at = 0; at < 5; at++) input.write(Buffer.from("line\n".repeat(1_000)), () => void written++)
    await new Promise((resolve) => process.nextTick(resolve))
    expect(written).toBe(1)
    expect(await next()).toHaveLength(2_000)
  })
})
