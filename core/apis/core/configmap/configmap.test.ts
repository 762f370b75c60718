import { expect, test } from "vitest"
import { cellsOf, complaintsOf, prepared, updated } from "../../testing/write.ts"
import { configMap } from "./configmap.ts"

function manifest(rest: object): object {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, ...rest }
}

test("a config map counts all its entries", () => {
  expect(
    cellsOf(configMap, prepared(configMap, manifest({ data: { a: "1" }, binaryData: { b: "AA==" } }))),
  ).toMatchObject({
    Data: 2,
  })
})

test("a key stands once, as text or as bytes", () => {
  expect(complaintsOf(configMap, manifest({ data: { a: "1" }, binaryData: { a: "AA==" } }))).toEqual([
    'data[a]: Invalid value: "a": duplicate of key present in binaryData',
  ])
})

test("a key leads nowhere else", () => {
  expect(complaintsOf(configMap, manifest({ data: { "..a": "1" } }))).toEqual([
    "data[..a]: Invalid value: \"..a\": must not start with '..'",
  ])
})

test("all entries together fit into a mebibyte", () => {
  const half = "x".repeat(600_000)
  expect(complaintsOf(configMap, manifest({ data: { a: half, b: half } }))).toEqual([
    "[]: Too long: may not be more than 1048576 bytes",
  ])
})

test("what is immutable may still be labelled", () => {
  const old = prepared(configMap, manifest({ immutable: true, data: { a: "1" } }))
  const labelled = {
    ...manifest({ immutable: true, data: { a: "1" } }),
    metadata: { name: "settings", labels: { b: "2" } },
  }
  expect(updated(configMap, old, labelled).complaints).toEqual([])
  expect(updated(configMap, old, manifest({ immutable: true, data: { a: "2" } })).complaints).toEqual([
    "data: Forbidden: field is immutable when `immutable` is set",
  ])
})
