import type { TableColumn, TableRow } from "../../../core/client/table/table-client.ts"
import { stemOf } from "../events/stem.ts"
import type { PodRow } from "./pod-reader.ts"

/** Pods by what the table's cells say of them. */
export interface PodsCount {
  /** Whether anything is known yet. */
  readonly known: boolean
  readonly total: number
  readonly running: number
  readonly pending: number
  readonly succeeded: number
  readonly failed: number
  readonly terminating: number
  /** Those that may have something to say, the worst first; the rest is well. */
  readonly ill: readonly PodRow[]
}

type State = "running" | "pending" | "succeeded" | "failed" | "terminating"

const startingStates: readonly string[] = ["Pending", "ContainerCreating", "PodInitializing", "SchedulingGated"]
const endedStates: readonly string[] = ["Completed", "Succeeded"]

/** "3 (2m ago)", "1 (45s ago)": a restart of the last ten minutes, when the cell was made. */
const lately = /\((\d+s|\dm|10m)/

export function podsIn(columns: readonly TableColumn[], rows: readonly TableRow[]): PodsCount {
  const at = (name: string) => columns.findIndex((column) => column.name === name)
  const [statusAt, readyAt, restartsAt] = [at("Status"), at("Ready"), at("Restarts")]
  const count = { running: 0, pending: 0, succeeded: 0, failed: 0, terminating: 0 }
  const failing: PodRow[] = []
  const unready: PodRow[] = []
  const restarted: PodRow[] = []
  const terminating: PodRow[] = []
  for (const row of rows) {
    const state = stateOf(String(row.cells[statusAt] ?? ""))
    count[state]++
    if (state === "succeeded") continue
    if (state === "failed") failing.push(rowOf(row))
    else if (state === "terminating") terminating.push(rowOf(row))
    else if (state === "pending" || !areAllReady(String(row.cells[readyAt] ?? ""))) unready.push(rowOf(row))
    else if (lately.test(String(row.cells[restartsAt]))) restarted.push(rowOf(row))
  }
  const ill = [failing, unready, restarted, terminating].flatMap(fairly)
  return { known: columns.length > 0, total: rows.length, ...count, ill }
}

function stateOf(status: string): State {
  if (status === "Running") return "running"
  if (status === "Terminating") return "terminating"
  if (endedStates.includes(status)) return "succeeded"
  return startingStates.includes(status) || status.startsWith("Init:") ? "pending" : "failed"
}

/** "2/2", but not "1/2". */
function areAllReady(cell: string): boolean {
  const [ready, total] = cell.split("/")
  return ready === total
}

/** Of one maker's pods so many speak for all: the others stand behind every other maker's. */
const speakersMax = 20

function fairly(rows: readonly PodRow[]): readonly PodRow[] {
  if (rows.length <= speakersMax) return rows
  const spoken = new Map<string, number>()
  const first: PodRow[] = []
  const later: PodRow[] = []
  for (const row of rows) {
    const maker = `${row.namespace}/${stemOf(row.name)}`
    const before = spoken.get(maker) ?? 0
    spoken.set(maker, before + 1)
    if (before < speakersMax) first.push(row)
    else later.push(row)
  }
  return [...first, ...later]
}

function rowOf({ key, metadata: { namespace = "", name = "", resourceVersion = "" } }: TableRow): PodRow {
  return { key, namespace, name, resourceVersion }
}
