import { isJsonObject, type JsonObject } from "../../../core/base/json.ts"

const categories = ["toplevel", "devtools.timeline"]

/** What Chromium is asked to trace for `longestTaskCpuMs`. */
export const taskTrace = { categories }

/**
 * Of a trace, the processor time of the longest task of a page's main thread: what it would take on a machine that has
 * nothing else to do.
 */
export function longestTaskCpuMs(trace: Buffer): number {
  const parsed: unknown = JSON.parse(trace.toString())
  const events = isJsonObject(parsed) && Array.isArray(parsed["traceEvents"]) ? parsed["traceEvents"] : []
  const objects = events.filter(isJsonObject)
  const mains = new Set(objects.filter(isMainThreadName).map(threadOf))
  const tasks = objects.filter((event) => /RunTask$/.test(String(event["name"])) && mains.has(threadOf(event)))
  return tasks.reduce((longest, event) => Math.max(longest, Number(event["tdur"] ?? 0) / 1_000), 0)
}

function isMainThreadName({ name, args }: JsonObject): boolean {
  return name === "thread_name" && isJsonObject(args) && args["name"] === "CrRendererMain"
}

function threadOf({ pid, tid }: JsonObject): string {
  return `${pid} ${tid}`
}
