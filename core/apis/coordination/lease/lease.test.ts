import { expect, test } from "vitest"
import { cellsOf, complaintsOf, prepared } from "../../testing/write.ts"
import { lease } from "./lease.ts"

const manifest = { metadata: { name: "leader" }, spec: { holderIdentity: "a", strategy: "OldestEmulationVersion" } }

test("a lease shows its holder and forgets what is not in use", () => {
  const made = prepared(lease, manifest)
  expect(cellsOf(lease, made)).toMatchObject({ Holder: "a" })
  expect(made.spec).toEqual({ holderIdentity: "a" })
})

test("a lease lasts", () => {
  expect(
    complaintsOf(lease, { metadata: { name: "a" }, spec: { leaseDurationSeconds: -1, leaseTransitions: -2 } }),
  ).toEqual([
    "spec.leaseDurationSeconds: Invalid value: -1: must be greater than 0",
    "spec.leaseTransitions: Invalid value: -2: must be greater than or equal to 0",
  ])
})

test("nobody takes a lease unseen", () => {
  expect(lease.strategy).toMatchObject({ allowUnconditionalUpdate: false, allowCreateOnUpdate: true })
})
