import { describe, expect, it } from "vitest"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"
import { applicableOf, isSameIdentity, replacementOf } from "./manifest-edit.ts"

const meta = { name: "web", namespace: "a", resourceVersion: "1" }
const base = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: meta,
  spec: { a: 1 },
  status: { phase: "Pending" },
} as ApiObject
const edited = { apiVersion: "v1", kind: "Pod", metadata: meta, spec: { a: 2 } }
const version = (object: object) => (object as ApiObject).metadata.resourceVersion

describe("what is put in an object's place", () => {
  it("takes the newest version when others have only written its status", () => {
    const live = { ...base, metadata: { ...meta, resourceVersion: "2" }, status: { phase: "Running" } } as ApiObject
    expect(version(replacementOf(edited, base, live))).toBe("2")
  })

  it("keeps the version that was read when others have written more", () => {
    const live = { ...base, metadata: { ...meta, resourceVersion: "2" }, spec: { a: 3 } } as ApiObject
    expect(version(replacementOf(edited, base, live))).toBe("1")
  })
})

it("is another object when its name, namespace or kind changed", () => {
  expect(isSameIdentity(base, edited)).toBe(true)
  expect(isSameIdentity(base, { ...edited, kind: "Job" })).toBe(false)
  expect(isSameIdentity(base, { ...edited, metadata: { ...meta, name: "other" } })).toBe(false)
})

it("is applied without what servers write", () => {
  const object = { ...edited, status: {}, metadata: { ...meta, uid: "u", managedFields: [], labels: { a: "b" } } }
  expect(applicableOf(object)).toEqual({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "web", namespace: "a", labels: { a: "b" } },
    spec: { a: 2 },
  })
})
