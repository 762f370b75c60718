import { expect, it } from "vitest"
import { decodeFrame, encodeFrame } from "./frames.ts"

const messages = [
  { type: "call", id: 1, method: "clusters.use", input: { profile: "web" } },
  { type: "answer", id: 1 },
  { type: "item", id: 7, value: { type: "chunk", bytes: new Uint8Array([0, 255, 10]) } },
  { type: "open", id: 8, method: "api.request", input: { path: "/ä", body: new Uint8Array() }, credit: 64 },
]

for (const message of messages) {
  it(`brings ${message.type} ${message.id} over whole`, () => {
    expect(decodeFrame(encodeFrame(message))).toEqual(message)
  })
}

for (const frame of [new Uint8Array([0, 0, 0, 2, 91, 93]), new Uint8Array([1]), "{"]) {
  it(`refuses a frame of ${frame.length} bytes that is none`, () => {
    expect(() => decodeFrame(frame)).toThrow()
  })
}
