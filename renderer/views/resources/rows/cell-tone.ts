import type { Cell, TableColumn } from "../../../../core/client/table/table-client.ts"
import type { Tone } from "../../../design/tone.ts"

/** How a cell says things are; undefined for one that says nothing about that. */
export function toneOfCell(column: TableColumn, cell: Cell | undefined): Tone | undefined {
  if (typeof cell === "boolean" || typeof cell === "number" || cell === null || cell === undefined) return undefined
  if (stateColumns.has(column.name.toLowerCase())) return toneOfState(cell)
  if (column.name === "Ready" || column.name === "Completions") return toneOfShare(cell)
  return conditionColumns.has(column.name.toLowerCase()) ? toneOfCondition(cell) : undefined
}

const stateColumns = new Set(["status", "phase", "state", "health", "type"])
const conditionColumns = new Set(["available", "established", "synced", "healthy"])

const tones: Readonly<Record<string, Tone>> = {
  ...wordsOf("ok", "Running Ready Active Bound Available Established Approved Issued Healthy Synced Normal True"),
  ...wordsOf("busy", "Pending ContainerCreating PodInitializing Terminating Progressing Released NotTriggerScaleUp"),
  ...wordsOf("busy", "Suspended Updating Provisioning Creating Starting"),
  ...wordsOf("idle", "Completed Complete Succeeded Denied"),
  ...wordsOf("warn", "Warning Unknown Lost SchedulingGated NodeLost Degraded"),
  ...wordsOf("bad", "Failed Error NotReady Evicted OOMKilled Rejected Unhealthy False"),
}

function toneOfState(text: string): Tone | undefined {
  const [first = "", ...others] = text.split(",")
  if (others.includes("SchedulingDisabled")) return first === "Ready" ? "warn" : "bad"
  const word = first.replace(/^Init:/, "")
  if (/^\d+\/\d+$/.test(word)) return "busy" // Init:0/1
  return (
    tones[word] ?? (/BackOff|Err|Fail|Invalid|Killed|Cannot|ExitCode|Signal|Unexpected/.test(word) ? "bad" : undefined)
  )
}

/** Only what is amiss stands out. */
function toneOfShare(text: string): Tone | undefined {
  const [, part, of] = /^(\d+)\/(\d+)$/.exec(text) ?? []
  return part === undefined || part === of ? undefined : part === "0" ? "bad" : "warn"
}

function toneOfCondition(text: string): Tone | undefined {
  return text === "False" ? "bad" : text === "Unknown" ? "warn" : undefined
}

function wordsOf(tone: Tone, words: string): Readonly<Record<string, Tone>> {
  return Object.fromEntries(words.split(" ").map((word) => [word, tone]))
}
