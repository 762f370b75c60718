import { expect, test } from "vitest"
import { formatFieldError } from "../../../machinery/field/field-error.ts"
import { newPod } from "../podspec/testing/pods.ts"
import type { Pod, PodSpec } from "../v1.gen.ts"
import { validatePodStatusUpdate } from "./validation-status.ts"
import { validatePodUpdate } from "./validation-update.ts"

const old = newPod(
  { activeDeadlineSeconds: 60, tolerations: [{ key: "a", operator: "Exists" }] },
  { resourceVersion: "1" },
)

function complaints(change: Partial<PodSpec>, from: Pod = old): readonly string[] {
  return validatePodUpdate({ ...from, spec: { ...from.spec, ...change } }, from).map(formatFieldError)
}

test("images, a nearer deadline and more tolerations may change", () => {
  const [container] = old.spec.containers
  expect(complaints({ containers: [{ ...container, name: "c", image: "nginx:2" }] })).toEqual([])
  expect(complaints({ activeDeadlineSeconds: 30 })).toEqual([])
  expect(complaints({ tolerations: [...(old.spec.tolerations ?? []), { key: "b", operator: "Exists" }] })).toEqual([])
})

test("the deadline cannot move away or vanish", () => {
  const path = "spec.activeDeadlineSeconds: Invalid value:"
  expect(complaints({ activeDeadlineSeconds: 90 })).toEqual([
    `${path} 90: must be less than or equal to previous value`,
  ])
  expect(complaints({ activeDeadlineSeconds: undefined })).toEqual([
    `${path} null: must not update from a positive integer to nil value`,
  ])
})

test("containers cannot come or go", () => {
  expect(complaints({ initContainers: [{ ...old.spec.containers[0], name: "i", image: "x" }] })).toEqual([
    "spec.initContainers: Forbidden: pod updates may not add or remove containers",
  ])
})

test("everything else stays, and the answer shows what differs", () => {
  const [error = ""] = complaints({ hostname: "other" })
  expect(error).toMatch(/^spec: Forbidden: pod updates may not change fields other than `spec.containers\[\*\].image`,/)
  expect(error).toContain('\n+ hostname: "other"')
})

test("while it is gated, a pod's node selector may grow", () => {
  const gated = newPod({ schedulingGates: [{ name: "a.b/c" }], nodeSelector: { a: "1" } }, { resourceVersion: "1" })
  expect(complaints({ nodeSelector: { a: "1", b: "2" } }, gated)).toEqual([])
  expect(complaints({ schedulingGates: undefined }, gated)).toEqual([])
  expect(complaints({ nodeSelector: { a: "2" } }, gated)).toEqual([
    'spec.nodeSelector: Invalid value: {"a":"2"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)',
  ])
})

test("a container that ended for good is not reported as running again", () => {
  const pod = newPod({ restartPolicy: "Never" }, { resourceVersion: "1" })
  const status = (state: object): Pod => ({
    ...pod,
    status: { containerStatuses: [{ name: "c", image: "", imageID: "", ready: false, restartCount: 0, state }] },
  })
  const errors = validatePodStatusUpdate(status({ running: {} }), status({ terminated: { exitCode: 1 } }))
  expect(errors.map(formatFieldError)).toEqual([
    "status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state",
  ])
})
