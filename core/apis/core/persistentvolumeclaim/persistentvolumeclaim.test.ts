import { describe, expect, test } from "vitest"
import { cellsOf, complaintsOf, prepared, updated } from "../../testing/write.ts"
import type { PersistentVolumeClaim } from "../v1.gen.ts"
import { persistentVolumeClaim } from "./persistentvolumeclaim.ts"

function manifest(spec: object): object {
  return { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: "data" }, spec: { ...base, ...spec } }
}

const base = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "2Gi" } } }

const pending = prepared(persistentVolumeClaim, manifest({}))

const bound: PersistentVolumeClaim = {
  ...pending,
  spec: { ...pending.spec, volumeName: "disk", storageClassName: "fast" },
  status: { phase: "Bound", accessModes: ["ReadWriteOnce"], capacity: { storage: "2Gi" } },
}

const size = (storage: string) => ({
  volumeName: "disk",
  storageClassName: "fast",
  resources: { requests: { storage } },
})

describe("a claim", () => {
  test("is pending and protected", () => {
    expect(pending.metadata.finalizers).toEqual(["kubernetes.io/pvc-protection"])
    expect(pending.status).toEqual({ phase: "Pending" })
    expect(cellsOf(persistentVolumeClaim, pending)).toMatchObject({
      Status: "Pending",
      Capacity: "",
      "Access Modes": "",
    })
  })

  test("shows what it got, not what it asked for", () => {
    expect(cellsOf(persistentVolumeClaim, bound)).toMatchObject({
      Volume: "disk",
      Capacity: "2Gi",
      "Access Modes": "RWO",
    })
  })

  test("names its source the old way and the new", () => {
    const source = { kind: "PersistentVolumeClaim", name: "other" }
    const { spec } = prepared(persistentVolumeClaim, manifest({ dataSource: source }))
    expect(spec.dataSourceRef).toEqual(source)
  })

  test("gets its volume and its class once", () => {
    expect(updated(persistentVolumeClaim, pending, manifest({ volumeName: "disk" })).complaints).toEqual([])
    expect(updated(persistentVolumeClaim, pending, manifest({ storageClassName: "fast" })).complaints).toEqual([])
    const moved = updated(persistentVolumeClaim, bound, manifest({ ...size("2Gi"), volumeName: "else" }))
    expect(moved.complaints[0]).toContain("spec: Forbidden: spec is immutable after creation except")
  })

  test("keeps its class, wherever it is written", () => {
    const annotations = { "volume.beta.kubernetes.io/storage-class": "fast" }
    const old = { ...pending, metadata: { ...pending.metadata, annotations } }
    expect(updated(persistentVolumeClaim, old, manifest({ storageClassName: "fast" })).complaints).toEqual([])
    expect(updated(persistentVolumeClaim, old, manifest({})).complaints).toEqual([
      'metadata.annotations.volume.beta.kubernetes.io/storage-class: Invalid value: "": field is immutable',
    ])
  })

  test("may grow once it is bound, but not shrink below what it has", () => {
    expect(updated(persistentVolumeClaim, bound, manifest(size("3Gi"))).complaints).toEqual([])
    expect(updated(persistentVolumeClaim, bound, manifest(size("1Gi"))).complaints).toEqual([
      "spec.resources.requests.storage: Forbidden: field can not be less than status.capacity",
    ])
    const [complaint] = updated(
      persistentVolumeClaim,
      pending,
      manifest({ resources: size("3Gi").resources }),
    ).complaints
    expect(complaint).toContain("spec: Forbidden: spec is immutable after creation")
  })
})

test.each([
  [
    { resources: { requests: { storage: "0" } } },
    'spec.resources[storage]: Invalid value: "0": must be greater than zero',
  ],
  [{ volumeMode: "Disk" }, 'spec.volumeMode: Unsupported value: "Disk": supported values: "Block", "Filesystem"'],
  [
    { dataSource: { kind: "Thing", name: "a" } },
    "spec.dataSource: Invalid value: \"Thing\": must be 'PersistentVolumeClaim' when referencing the default apiGroup",
  ],
])("%j is refused", (spec, complaint) => {
  expect(complaintsOf(persistentVolumeClaim, manifest(spec))[0]).toBe(complaint)
})
