import { expect, it } from "vitest"
import { text as protobufText } from "../../apis/protobuf.gen.ts"
import { Protobuf } from "../../machinery/protobuf/protobuf.ts"
import { schema } from "../../machinery/testing/recorded.ts"
import { revision } from "../../storage/revision.ts"
import { CachedObject } from "./cached-object.ts"
import { encodeStored } from "./stored-form.ts"

const text = (bytes: readonly Uint8Array[] | Uint8Array) =>
  Buffer.concat(bytes instanceof Uint8Array ? [bytes] : bytes).toString()

function cached(metadata: object): CachedObject {
  const value = encodeStored({ kind: "Pod", apiVersion: "v1", metadata })
  const at = { revision: revision(7), createRevision: revision(3) }
  return new CachedObject({ key: "/registry/core/pods/a/web", value, ...at, type: "MODIFIED" })
}

it("drops the resourceVersion that came with an object, since storage decides it", () => {
  expect(text(cached({ name: "web", resourceVersion: "5" }).bytes)).toBe(
    '{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"7","name":"web"}}',
  )
})

it("serves an object whose metadata is empty", () => {
  const object = cached({})
  expect(text(object.bytes)).toBe('{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"7"}}')
  expect(text(object.deletedAt(revision(8)).bytes)).toBe(
    '{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"8"}}',
  )
})

it("keeps the bytes of other scripts as they are", () => {
  const object = cached({ name: "web", annotations: { greeting: "Grüße, 世界 🚢" } })
  expect(JSON.parse(text(object.bytes)).metadata.annotations.greeting).toBe("Grüße, 世界 🚢")
  expect(object.object.metadata.annotations).toEqual({ greeting: "Grüße, 世界 🚢" })
})

it("shares the frame of its own change and makes the others around the same bytes", () => {
  const object = cached({ name: "web" })
  expect(object.frame("MODIFIED")).toHaveLength(1)
  expect(text(object.frame("MODIFIED"))).toBe(`{"type":"MODIFIED","object":${text(object.bytes)}}\n`)
  expect(text(object.frame("ADDED"))).toBe(`{"type":"ADDED","object":${text(object.bytes)}}\n`)
  expect(object.frame("MODIFIED")[0]?.buffer).toBe(object.bytes.buffer)
})

for (const used of [true, false]) {
  it(`is deleted with the deletion's revision, its bytes ${used ? "" : "not "}used before`, () => {
    const object = cached({ name: "web" })
    if (used) expect(object.object.metadata.resourceVersion).toBe("7")
    const deleted = object.deletedAt(revision(9))
    expect(text(deleted.frame("DELETED"))).toBe(
      '{"type":"DELETED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"9","name":"web"}}}\n',
    )
    expect(deleted.object.metadata.resourceVersion).toBe("9")
    expect(object.deletedAt(revision(9))).toBe(deleted)
  })
}

it("makes its protobuf message once, with the revision it is at", () => {
  const protobuf = new Protobuf(protobufText, schema)
  const object = cached({ name: "web" })
  expect(object.message(protobuf)).toBe(object.message(protobuf))
  const metadata = { name: "web", resourceVersion: "7" }
  expect(object.message(protobuf)).toEqual(protobuf.encodeMessage({ kind: "Pod", apiVersion: "v1" }, { metadata }))
})

it("stores an object with owners as JSON would write it, whatever stands beside them", () => {
  const owners = [
    { manager: "a", operation: "Update", apiVersion: "v1", time: "2026-01-01T00:00:00Z", fieldsType: "FieldsV1" },
    { manager: "b", operation: "Apply", fieldsV1: { "f:spec": { 'k:{"name":"c"}': {} } }, subresource: "status" },
    { fieldsV1: { "f:data": {} } },
  ]
  for (const metadata of [{ managedFields: owners }, { name: "web", managedFields: owners }]) {
    for (const rest of [{}, { spec: { note: "}}" } }]) {
      const object = { kind: "Pod", apiVersion: "v1", metadata, ...rest }
      expect(text(encodeStored(object))).toBe(JSON.stringify(object))
    }
  }
})
