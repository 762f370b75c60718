import { describe, expect, test } from "vitest"
import { cellsOf, complaintsOf, prepared, testFacts, updated } from "../../testing/write.ts"
import { persistentVolume } from "./persistentvolume.ts"
import { volumeStatus } from "./strategy.ts"

const base = { capacity: { storage: "1Gi" }, accessModes: ["ReadWriteOnce"], hostPath: { path: "/data" } }

function manifest(spec: object): object {
  return { apiVersion: "v1", kind: "PersistentVolume", metadata: { name: "disk" }, spec }
}

describe("a volume", () => {
  test("waits for its first phase and is protected", () => {
    const made = prepared(persistentVolume, manifest(base))
    expect(made.metadata.finalizers).toEqual(["kubernetes.io/pv-protection"])
    expect(made.spec).toMatchObject({ persistentVolumeReclaimPolicy: "Retain", volumeMode: "Filesystem" })
    expect(made.status).toEqual({ phase: "Pending", lastPhaseTransitionTime: "2026-01-01T00:00:00Z" })
  })

  test("notes when its phase changes", () => {
    const old = prepared(persistentVolume, manifest(base))
    const next = { ...old, status: { ...old.status, phase: "Bound" as const } }
    const later = { ...testFacts, nowMs: testFacts.nowMs + 5_000 }
    expect(volumeStatus.prepareForUpdate(next, old, later).status.lastPhaseTransitionTime).toBe("2026-01-01T00:00:05Z")
  })

  test("stays where its data is", () => {
    const old = prepared(persistentVolume, manifest(base))
    const [complaint] = updated(persistentVolume, old, manifest({ ...base, hostPath: { path: "/other" } })).complaints
    expect(complaint).toContain(
      "spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation\n",
    )
  })

  test("shows its claim in short words", () => {
    const made = prepared(persistentVolume, manifest({ ...base, claimRef: { namespace: "a", name: "b" } }))
    expect(cellsOf(persistentVolume, made)).toMatchObject({
      Capacity: "1Gi",
      "Access Modes": "RWO",
      "Reclaim Policy": "Retain",
      Claim: "a/b",
      VolumeAttributesClass: "<unset>",
    })
  })
})

test.each([
  [{ ...base, nfs: { server: "s", path: "/" } }, "spec.nfs: Forbidden: may not specify more than 1 volume type"],
  [{ ...base, capacity: { storage: "0" } }, 'spec.capacity[storage]: Invalid value: "0": must be greater than zero'],
  [{ ...base, hostPath: { path: "/a/../b" } }, "spec.hostPath.path: Invalid value: \"/a/../b\": must not contain '..'"],
  [
    { ...base, hostPath: { path: "/" }, persistentVolumeReclaimPolicy: "Recycle" },
    "spec.persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'",
  ],
  [
    { ...base, accessModes: ["ReadWriteOncePod", "ReadWriteOnce"] },
    "spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes",
  ],
  [
    { ...base, hostPath: undefined, local: { path: "/disk" } },
    "spec.nodeAffinity: Required value: Local volume requires node affinity",
  ],
  [{ ...base, hostPath: undefined, csi: { driver: "a.b" } }, "spec.csi.volumeHandle: Required value"],
  [{ ...base, nodeAffinity: {} }, "spec.nodeAffinity.required: Required value: must specify required node constraints"],
])("%j is refused", (spec, complaint) => {
  expect(complaintsOf(persistentVolume, manifest(spec))).toEqual([complaint])
})

test("volumes of the past are stored with a warning", () => {
  const made = prepared(
    persistentVolume,
    manifest({ ...base, hostPath: undefined, rbd: { monitors: ["m"], image: "i" } }),
  )
  expect(persistentVolume.strategy.warnings?.(made, undefined)).toEqual([
    "spec.rbd: deprecated in v1.28, non-functional in v1.31+",
  ])
})
