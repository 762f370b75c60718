import { describe, expect, test } from "vitest"
import { formatFieldError } from "../../../machinery/field/field-error.ts"
import { cellsOf, complaintsOf, prepared, testFacts, updated } from "../../testing/write.ts"
import type { Namespace } from "../v1.gen.ts"
import { namespace } from "./namespace.ts"
import { namespaceFinalize, namespaceStatus } from "./subresources.ts"

const manifest = { apiVersion: "v1", kind: "Namespace", metadata: { name: "team" } }

const stored = prepared(namespace, manifest)

const ending: Namespace = {
  ...stored,
  metadata: { ...stored.metadata, resourceVersion: "1", deletionTimestamp: "2026-01-01T00:00:00Z" },
}

describe("a namespace", () => {
  test("is active, carries its name as a label and stays until it is empty", () => {
    expect(stored.metadata.labels).toEqual({ "kubernetes.io/metadata.name": "team" })
    expect(stored.spec.finalizers).toEqual(["kubernetes"])
    expect(cellsOf(namespace, stored)).toMatchObject({ Name: "team", Status: "Active" })
    expect(namespace.strategy.isHeldBack?.(stored)).toBe(true)
    expect(namespace.strategy.isHeldBack?.({ ...stored, spec: {} })).toBe(false)
  })

  test("ends in a phase that says so", () => {
    expect(namespace.strategy.terminating?.(stored).status.phase).toBe("Terminating")
  })

  test("gets its finalizers changed by finalize alone", () => {
    const next = { ...manifest, spec: { finalizers: [] } }
    expect(updated(namespace, stored, next).object.spec.finalizers).toEqual(["kubernetes"])
    const finalized = namespaceFinalize.prepareForUpdate({ ...ending, spec: {} }, ending, testFacts)
    expect(finalized.spec.finalizers).toBeUndefined()
    expect(namespaceFinalize.validateUpdate(finalized, ending, testFacts)).toEqual([])
  })

  test("has a name that fits into DNS", () => {
    expect(complaintsOf(namespace, { ...manifest, metadata: { name: "a.b" } })).toEqual([
      'metadata.name: Invalid value: "a.b": must not contain dots',
    ])
  })
})

test.each([
  [ending, "Active", "may only be 'Terminating' if `deletionTimestamp` is not empty"],
  [
    { ...stored, metadata: { ...stored.metadata, resourceVersion: "1" } },
    "Terminating",
    "may only be 'Active' if `deletionTimestamp` is empty",
  ],
] as const)("a phase that contradicts the deletion is refused", (old, phase, complaint) => {
  const next: Namespace = { ...old, status: { phase } }
  expect(namespaceStatus.validateUpdate(next, old, testFacts).map(formatFieldError)).toEqual([
    `status.Phase: Invalid value: "${phase}": ${complaint}`,
  ])
})
