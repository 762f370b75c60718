import { expect, test } from "vitest"
import { cellsOf, complaintsOf, prepared, updated } from "../../testing/write.ts"
import { storageClass } from "./storageclass.ts"

const manifest = { metadata: { name: "fast" }, provisioner: "example.com/disk", parameters: { a: "1" } }

test("a class deletes its volumes and binds at once, unless it says otherwise", () => {
  expect(prepared(storageClass, manifest)).toMatchObject({ reclaimPolicy: "Delete", volumeBindingMode: "Immediate" })
})

test("the default class says so in tables", () => {
  const annotations = { "storageclass.kubernetes.io/is-default-class": "true" }
  const made = prepared(storageClass, { ...manifest, metadata: { name: "fast", annotations } })
  expect(cellsOf(storageClass, made)).toMatchObject({ Name: "fast (default)", AllowVolumeExpansion: false })
})

test("what volumes were made with does not change", () => {
  const old = prepared(storageClass, manifest)
  expect(updated(storageClass, old, { ...manifest, allowVolumeExpansion: true }).complaints).toEqual([])
  expect(updated(storageClass, old, { ...manifest, parameters: { a: "2" } }).complaints).toEqual([
    'parameters: Invalid value: {"a":"2"}: field is immutable',
  ])
})

test("topologies name each label once", () => {
  const allowedTopologies = [
    {
      matchLabelExpressions: [
        { key: "zone", values: ["a", "a"] },
        { key: "zone", values: [] },
      ],
    },
  ]
  expect(complaintsOf(storageClass, { ...manifest, allowedTopologies })).toEqual([
    'allowedTopologies[0].matchLabelExpressions[0].values[1]: Duplicate value: "a"',
    "allowedTopologies[0].matchLabelExpressions[1].values: Required value",
    'allowedTopologies[0].matchLabelExpressions[1].key: Duplicate value: "zone"',
  ])
})
