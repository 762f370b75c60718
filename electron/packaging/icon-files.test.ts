import { expect, it } from "vitest"
import { icnsOf, icoOf } from "./icon-files.ts"

const small = { size: 16, png: Buffer.from("small") }
const large = { size: 256, png: Buffer.from("largest") }

it("an ICO file tells where each picture is", () => {
  const file = icoOf([small, large])
  expect([...file.subarray(0, 6)]).toEqual([0, 0, 1, 0, 2, 0])
  for (const [entry, { size, png }] of [small, large].entries()) {
    const at = 6 + entry * 16
    expect(file.readUInt8(at)).toBe(size % 256)
    const [length, offset] = [file.readUInt32LE(at + 8), file.readUInt32LE(at + 12)]
    expect(file.subarray(offset, offset + length)).toEqual(png)
  }
})

it("an ICNS file has each picture behind its type and length", () => {
  const file = icnsOf([small, { size: 17, png: Buffer.from("no such size") }, large])
  expect(file.toString("latin1")).toBe("icns\0\0\0\x24icp4\0\0\0\x0dsmallic08\0\0\0\x0flargest")
})
