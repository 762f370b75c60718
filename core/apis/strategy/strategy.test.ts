import { expect, test } from "vitest"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { advanceGeneration, withGeneration } from "./generation.ts"
import { roundUpToMilli } from "./round-resources.ts"
import { formatLabelSelector, formatLabels } from "./table-cells.ts"

test("a generation goes on with a change and stays without", () => {
  const bare: ApiObject = { metadata: { name: "a" } }
  const old = withGeneration(bare, 4)
  const next: ApiObject = { metadata: { name: "a", generation: 99 } }
  expect(advanceGeneration(next, old, true).metadata.generation).toBe(5)
  expect(advanceGeneration(next, old, false).metadata.generation).toBe(4)
  expect(advanceGeneration(next, bare, false).metadata).toEqual({ name: "a" })
})

test("resources are rounded up to thousandths", () => {
  expect(roundUpToMilli({ cpu: "1500u", memory: "1Gi" })).toEqual({ cpu: "2m", memory: "1Gi" })
})

test("labels and selectors are shown as they are typed", () => {
  expect(formatLabels({ b: "2", a: "1" })).toBe("a=1,b=2")
  expect(formatLabels({})).toBe("<none>")
  const expression = { key: "tier", operator: "In", values: ["a", "b"] }
  expect(formatLabelSelector({ matchLabels: { app: "web" }, matchExpressions: [expression] })).toBe(
    "app=web,tier in (a,b)",
  )
  expect(formatLabelSelector({ matchExpressions: [{ key: "a", operator: "Odd" }] })).toBe("<error>")
})
