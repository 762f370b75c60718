import { expect, it } from "vitest"
import { SeededRandom } from "../../../../core/base/testing/seeded-random.ts"
import type { TableRow } from "../../../../core/client/table/table-client.ts"
import { parseLabelSelector } from "../../../../core/machinery/selector/parse-label-selector.ts"
import type { TableState } from "../../../data/table-source.ts"
import { type Arrangement, TableView } from "./table-view.ts"

const columns = ["Name", "Restarts"].map((name) => ({ name, type: "string", format: "", description: "", priority: 0 }))
const byName: Arrangement = {
  by: { type: "cell", at: 0 },
  descending: false,
  words: [],
  labels: parseLabelSelector(""),
}

/** A table that a test fills by hand. */
class FakeTable {
  state: TableState = { objects: [], changes: [], columns, synced: true, total: 0, error: undefined }
  readonly #rows = new Map<string, TableRow>()
  #listener = () => {}

  subscribe(listener: () => void) {
    this.#listener = listener
    return () => {}
  }

  change(...changed: readonly (TableRow | string)[]) {
    const changes = changed.map((each) => {
      const key = typeof each === "string" ? each : each.key
      const old = this.#rows.get(key)
      const current = typeof each === "string" ? undefined : each
      if (current === undefined) this.#rows.delete(key)
      else this.#rows.set(key, current)
      return { key, old, current }
    })
    this.state = { ...this.state, objects: [...this.#rows.values()], changes }
    this.#listener()
  }
}

function row(name: string, restarts = 0, labels: Readonly<Record<string, string>> = {}): TableRow {
  return { key: `default/${name}`, metadata: { namespace: "default", name, labels }, atMs: 0, cells: [name, restarts] }
}

function setUp(arrangement: Arrangement = byName) {
  const table = new FakeTable()
  const turns: (() => void)[] = []
  const pause = () => new Promise<void>((resolve) => turns.push(resolve))
  const view = new TableView(table, arrangement, () => ({ isDue: () => true, pause }))
  view.subscribe(() => {})
  const names = () => view.state.rows.map(({ metadata }) => metadata.name)
  const takeTurns = async () => {
    for (let turn = 0; turn < 1_000; turn++) {
      turns.shift()?.()
      await Promise.resolve()
    }
  }
  return { table, view, names, takeTurns }
}

it("keeps rows in order as they come, change and go", () => {
  const { table, names } = setUp()
  table.change(row("web-10"), row("web-2"), row("api"))
  expect(names()).toEqual(["api", "web-2", "web-10"])
  table.change(row("db"), "default/api")
  expect(names()).toEqual(["db", "web-2", "web-10"])
})

it("moves a row whose value changed, and leaves the others the objects that they were", () => {
  const { table, view, names } = setUp({ ...byName, by: { type: "cell", at: 1 }, descending: true })
  const [a, b] = [row("a", 3), row("b", 2)]
  table.change(a, b, row("c", 1))
  table.change(row("c", 9))
  expect(names()).toEqual(["c", "a", "b"])
  expect(view.state.rows[1]).toBe(a)
  expect(view.state.rows[2]).toBe(b)
})

it("shows what has every word in its cells or its namespace, and every label", () => {
  const { table, view, names } = setUp()
  table.change(row("web-1", 0, { tier: "front" }), row("web-2", 0, { tier: "back" }), row("api", 0, { tier: "front" }))
  view.arrange({ ...byName, words: ["web", "default"] })
  expect(names()).toEqual(["web-1", "web-2"])
  view.arrange({ ...byName, words: ["web"], labels: parseLabelSelector("tier=front") })
  expect(names()).toEqual(["web-1"])
})

it("is the same list when nothing that is shown has changed", () => {
  const { table, view } = setUp({ ...byName, words: ["web"] })
  table.change(row("web"))
  const { rows } = view.state
  table.change(row("api"))
  expect(view.state.rows).toBe(rows)
})

it("puts many in order bit by bit, with what changed meanwhile", async () => {
  const { table, view, names, takeTurns } = setUp()
  const random = new SeededRandom(1)
  const many = Array.from({ length: 5_000 }, (_, at) => row(`pod-${at}`, Math.floor(random.next() * 1_000)))
  table.change(...many)
  view.arrange({ ...byName, by: { type: "cell", at: 1 } })
  expect(names().slice(0, 3)).toEqual(["pod-0", "pod-1", "pod-2"]) // the former order is shown until the new one is ready
  table.change("default/pod-7", row("late", -1))
  await takeTurns()
  const expected = [row("late", -1), ...many.filter(({ metadata }) => metadata.name !== "pod-7")]
    .toSorted((a, b) => Number(a.cells[1]) - Number(b.cells[1]) || (a.key < b.key ? -1 : 1))
    .map(({ metadata }) => metadata.name)
  expect(names()).toEqual(expected)
})

it("gives up an order that nobody wants any more", async () => {
  const { table, view, names, takeTurns } = setUp()
  table.change(...Array.from({ length: 3_000 }, (_, at) => row(`pod-${at}`, at)))
  view.arrange({ ...byName, by: { type: "cell", at: 1 }, descending: true })
  view.arrange({ ...byName, words: ["pod-17"] })
  await takeTurns()
  expect(names().slice(0, 2)).toEqual(["pod-17", "pod-170"])
})
