import { expect, it } from "vitest"
import type { TableColumn, TableRow } from "../../../core/client/table/table-client.ts"
import { podsIn } from "./pod-rows.ts"

const columns = ["Name", "Ready", "Status", "Restarts", "Age"].map(
  (name): TableColumn => ({ name, type: "string", format: "", description: "", priority: 0 }),
)

function row(name: string, ready: string, status: string, restarts = "0"): TableRow {
  return {
    key: `a/${name}`,
    metadata: { namespace: "a", name, resourceVersion: "1" },
    atMs: 0,
    cells: [name, ready, status, restarts, "1m"],
  }
}

it("the table's cells tell how pods are, and which of them to look at", () => {
  const { ill, ...count } = podsIn(columns, [
    row("well", "1/1", "Running"),
    row("goes", "1/1", "Terminating"),
    row("unready", "1/2", "Running"),
    row("restarted", "1/1", "Running", "3 (2m ago)"),
    row("restarted-long-ago", "1/1", "Running", "3 (2h ago)"),
    row("waits", "0/1", "Pending"),
    row("starts", "0/1", "Init:0/1"),
    row("crashes", "0/1", "CrashLoopBackOff", "4 (1m ago)"),
    row("done", "0/1", "Completed"),
  ])
  expect(count).toEqual({ known: true, total: 9, running: 4, pending: 2, succeeded: 1, failed: 1, terminating: 1 })
  expect(ill.map(({ name }) => name)).toEqual(["crashes", "unready", "waits", "starts", "restarted", "goes"])
})

it("of many pods with one maker, some speak for all, before others are heard", () => {
  const many = Array.from({ length: 300 }, (_, n) =>
    row(`many-5f595cdf6b-${String(n).padStart(5, "0")}`, "0/1", "Error"),
  )
  const { ill, failed } = podsIn(columns, [...many, row("other", "0/1", "Error")])
  expect(failed).toBe(301)
  expect(ill.findIndex(({ name }) => name === "other")).toBe(20)
})
