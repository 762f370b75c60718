import { expect, test } from "vitest"
import { text } from "../../apis/protobuf.gen.ts"
import { schema } from "../testing/recorded.ts"
import { concat, openEnvelope } from "./envelope.ts"
import { encodeListOf } from "./list-message.ts"
import { Protobuf } from "./protobuf.ts"
import { watchFrame } from "./watch-frame.ts"

const protobuf = new Protobuf(text, schema)
const meta = { kind: "ConfigMap", apiVersion: "v1" }

test("a list of messages that are there already is the list written anew", () => {
  const objects = [{ metadata: { name: "a" } }, { metadata: { name: "b" }, data: { k: "v".repeat(300) } }]
  const head = { kind: "ConfigMapList", apiVersion: "v1", metadata: { resourceVersion: "7", remainingItemCount: 2 } }
  const messages = objects.map((object) => protobuf.encodeMessage(meta, object))
  expect(concat(encodeListOf(protobuf, head, messages))).toEqual(protobuf.encode({ ...head, ...{ items: objects } }))
})

test("a frame of a watch has its length before it and the object, in its envelope, within", () => {
  const object = protobuf.encode({ ...meta, ...{ metadata: { name: "a" } } })
  const frame = concat(watchFrame("ADDED", [object]))
  expect(new DataView(frame.buffer).getUint32(0)).toBe(frame.length - 4)
  expect(Array.from(frame.subarray(4, 13))).toEqual([0x0a, 5, 65, 68, 68, 69, 68, 0x12, object.length + 2])
  expect(openEnvelope(frame.subarray(15))).toMatchObject(meta)
})
