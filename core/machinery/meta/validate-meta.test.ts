import { describe, expect, test } from "vitest"
import { formatFieldError } from "../field/field-error.ts"
import type { ObjectMeta } from "./v1.gen.ts"
import { nameIsDnsLabel, nameIsDnsSubdomain, validateObjectMeta, validateObjectMetaUpdate } from "./validate-meta.ts"

const rules = { namespaced: true, nameRule: nameIsDnsSubdomain }

function complaints(meta: ObjectMeta, own = rules): readonly string[] {
  return validateObjectMeta(meta, own).map(formatFieldError)
}

describe("metadata of a new object", () => {
  test("needs a name and, in a namespaced kind, a namespace", () => {
    expect(complaints({})).toEqual([
      "metadata.name: Required value: name or generateName is required",
      "metadata.namespace: Required value",
    ])
    expect(complaints({ name: "a", namespace: "x" }, { ...rules, namespaced: false })).toEqual([
      "metadata.namespace: Forbidden: not allowed on this type",
    ])
  })

  test("says what is wrong with a name as Kubernetes does", () => {
    expect(complaints({ name: "Not Valid!_", namespace: "x" })).toEqual([
      `metadata.name: Invalid value: "Not Valid!_": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
    ])
    const label = complaints({ name: "a.b", namespace: "x" }, { namespaced: true, nameRule: nameIsDnsLabel })
    expect(label).toEqual(['metadata.name: Invalid value: "a.b": must not contain dots'])
    expect(complaints({ name: "a", namespace: "x", generateName: "a-" })).toEqual([])
  })

  test("checks labels, annotations, finalizers and owners", () => {
    const meta: ObjectMeta = {
      name: "a",
      namespace: "x",
      labels: { ok: "y".repeat(64) },
      annotations: { a: "x".repeat(256 * 1024) },
      finalizers: ["orphan", "foregroundDeletion"],
      ownerReferences: [{ apiVersion: "apps/v1", kind: "", name: "n", uid: "u" }],
    }
    expect(complaints(meta)).toEqual([
      `metadata.labels: Invalid value: "${"y".repeat(64)}": must be no more than 63 bytes`,
      "metadata.annotations: Too long: may not be more than 262144 bytes",
      'metadata.ownerReferences.kind: Invalid value: "": must not be empty',
      'metadata.finalizers: Invalid value: ["orphan","foregroundDeletion"]: finalizer orphan and foregroundDeletion cannot be both set',
    ])
  })
})

describe("metadata of an update", () => {
  const old: ObjectMeta = { name: "a", namespace: "x", uid: "1", resourceVersion: "5", generation: 2 }

  test("keeps what is immutable", () => {
    expect(validateObjectMetaUpdate(old, old)).toEqual([])
    const next = { ...old, uid: "2", generation: 1, resourceVersion: "" }
    expect(validateObjectMetaUpdate(next, old).map(formatFieldError)).toEqual([
      'metadata.resourceVersion: Invalid value: "": must be specified for an update',
      "metadata.generation: Invalid value: 1: must not be decremented",
      'metadata.uid: Invalid value: "2": field is immutable',
    ])
  })

  test("takes no new finalizer for what is being deleted", () => {
    const deleted = { ...old, deletionTimestamp: "2026-01-01T00:00:00Z", finalizers: ["a.io/b"] }
    const next = { ...deleted, finalizers: ["a.io/b", "a.io/c"] }
    expect(validateObjectMetaUpdate(next, deleted).map(formatFieldError)).toEqual([
      'metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"a.io/c"}',
    ])
  })
})
