import { expect, it } from "vitest"
import type { PersistentVolumeClaim, Pod } from "../../apis/core/v1.gen.ts"
import { persistentvolumeclaims, pods } from "../../apis/resources.gen.ts"
import { ControllerHarness } from "../testing/harness.ts"
import { pvcprotection } from "./pvcprotection.ts"

const at = { namespace: "default", name: "data" }
const claim: PersistentVolumeClaim = {
  metadata: { ...at, finalizers: ["kubernetes.io/pvc-protection"], deletionTimestamp: "2026-01-01T00:00:00Z" },
  spec: {},
  status: {},
}
const user: Pod = {
  metadata: { namespace: "default", name: "p" },
  spec: { containers: [], nodeName: "n", volumes: [{ name: "v", persistentVolumeClaim: { claimName: "data" } }] },
  status: { phase: "Running" },
}

it("keeps a deleted claim for as long as a pod uses it", async () => {
  const harness = new ControllerHarness()
  await harness.cluster.create(persistentvolumeclaims, claim)
  await harness.cluster.create(pods, user)
  await harness.start([pvcprotection])
  const finalizers = () => harness.cluster.all(persistentvolumeclaims).flatMap((each) => each.metadata.finalizers ?? [])
  expect(finalizers()).toEqual(["kubernetes.io/pvc-protection"])
  await harness.cluster.delete(pods, { namespace: "default", name: "p" }, { gracePeriodSeconds: 0 })
  await harness.settle()
  expect(finalizers()).toEqual([])
  await harness.stop()
})
