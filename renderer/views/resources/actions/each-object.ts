import { type ApiObject, keyOf } from "../../../../core/machinery/meta/object.ts"
import type { ActionContext, ActionTargets } from "./object-action.ts"

/** Requests under way at once: enough to be quick, few enough to leave the server to others. */
const atOnce = 8

/** Does the same to each object, several at a time, and tells of each how it went. */
export async function eachObject(
  { objects }: ActionTargets,
  { report, signal }: Pick<ActionContext, "report" | "signal">,
  work: (object: Pick<ApiObject, "metadata">) => Promise<string | undefined>,
): Promise<void> {
  const waiting = objects.values()
  async function takeTurns(): Promise<void> {
    for (const object of waiting) {
      if (signal.aborted) return
      const key = keyOf(object)
      report({ key, state: "running" })
      try {
        const detail = await work(object)
        report({ key, state: "done", ...(detail === undefined ? {} : { detail }) })
      } catch (error) {
        report({ key, state: "failed", detail: error instanceof Error ? error.message : String(error) })
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, objects.length) }, takeTurns))
}
