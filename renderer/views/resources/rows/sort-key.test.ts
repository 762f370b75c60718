import { expect, it } from "vitest"
import type { Cell, TableColumn } from "../../../../core/client/table/table-client.ts"
import { compareKeys, newSortKey } from "./sort-key.ts"

const plain = { type: "string", format: "", description: "", priority: 0 }

const cases: readonly { what: string; column: string; sorted: readonly Cell[] }[] = [
  { what: "numbers in names", column: "Name", sorted: ["api", "web-2", "web-10", "Web-11"] },
  { what: "numbers", column: "Replicas", sorted: [null, -1, 2, 10] },
  { what: "shares", column: "Ready", sorted: ["0/3", "1/1", "1/3", "3/3", "10/10"] },
  { what: "quantities", column: "Capacity", sorted: ["500m", "2", "10k", "512Mi", "1Gi", "2G"] },
  { what: "durations", column: "Last Schedule", sorted: ["<none>", "45s", "9m", "119m", "2h", "2d4h", "1y3d"] },
  { what: "counts with a remark", column: "Restarts", sorted: ["0", "3 (5m ago)", "12 (1s ago)"] },
  { what: "numbers before words", column: "Port", sorted: ["<unset>", "80", "443", "http"] },
]

for (const { what, column, sorted } of cases) {
  it(`puts ${what} in order`, () => {
    const keyOf = newSortKey({ type: "cell", at: 0 }, [{ ...plain, name: column }] satisfies TableColumn[])
    const rows = sorted.map((cell) => ({ key: "", metadata: {}, atMs: 0, cells: [cell] })).toReversed()
    expect(rows.toSorted((a, b) => compareKeys(keyOf(a), keyOf(b))).map(({ cells }) => cells[0])).toEqual(sorted)
  })
}

it("puts the youngest first by age, and what has none before", () => {
  const keyOf = newSortKey({ type: "age" }, [])
  const rows = ["2026-01-01T00:00:00Z", undefined, "2026-01-03T00:00:00Z"].map((creationTimestamp) => ({
    key: "",
    metadata: { creationTimestamp },
    atMs: 0,
    cells: [],
  }))
  expect(
    rows.toSorted((a, b) => compareKeys(keyOf(a), keyOf(b))).map(({ metadata }) => metadata.creationTimestamp),
  ).toEqual([undefined, "2026-01-03T00:00:00Z", "2026-01-01T00:00:00Z"])
})

it("compares how long ago things were as of one moment", () => {
  const keyOf = newSortKey({ type: "cell", at: 0 }, [{ ...plain, name: "Last Seen" }])
  const rows = [
    { key: "old", metadata: {}, atMs: 0, cells: ["5s"] },
    { key: "new", metadata: {}, atMs: 60_000, cells: ["10s"] },
  ]
  expect(rows.toSorted((a, b) => compareKeys(keyOf(a), keyOf(b))).map(({ key }) => key)).toEqual(["new", "old"])
})
