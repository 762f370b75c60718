import { createHash } from "node:crypto"
import { describe, expect, it } from "vitest"
import { headerDictionary } from "./dictionary.ts"
import { encodeData, encodePing, FrameDecoder } from "./frame.ts"

describe("headerDictionary()", () => {
  it("is the one every SPDY/3 peer has", () => {
    const sum = createHash("sha256").update(headerDictionary()).digest("hex")
    expect(sum).toBe("51d27341373f923f3cd88e1eb7162aeaa3723d7585ff2399201dc06498407f02")
  })
})

describe("FrameDecoder", () => {
  const bytes = Buffer.concat([
    ...encodeData(5, Buffer.from("hello"), false),
    encodePing(Buffer.from([0, 0, 0, 1])),
    ...encodeData(5, Buffer.from(""), true),
  ])
  const frames = [
    { type: "data", streamId: 5, last: false, payload: Buffer.from("hello") },
    { type: "ping", payload: Buffer.from([0, 0, 0, 1]) },
    { type: "data", streamId: 5, last: true, payload: Buffer.from("") },
  ]

  it("reads frames that come in one piece", () => {
    expect(new FrameDecoder().push(bytes)).toEqual(frames)
  })

  it("reads frames that come byte by byte", () => {
    const decoder = new FrameDecoder()
    expect([...bytes].flatMap((byte) => decoder.push(Buffer.from([byte])))).toEqual(frames)
  })
})
