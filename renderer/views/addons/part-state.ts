import { z } from "zod"
import type { ApiObject } from "../../../core/machinery/meta/object.ts"
import type { Tone } from "../../design/tone.ts"

/** How a part of an add-on is: how many of what it runs are ready, where that can be counted. */
export interface PartState {
  readonly tone: Tone
  readonly count?: { readonly ready: number; readonly all: number } | undefined
}

const count = z.number().optional()

/** Of workloads and pods, what says whether they are ready. */
const counted = z.object({
  spec: z.object({ replicas: count }).optional(),
  status: z
    .object({
      readyReplicas: count,
      numberReady: count,
      desiredNumberScheduled: count,
      conditions: z.array(z.object({ type: z.string(), status: z.string() })).optional(),
    })
    .optional(),
})

/** `undefined`: the cluster has not told yet. */
export function partState(plural: string, objects: readonly ApiObject[] | undefined): PartState {
  if (objects === undefined) return { tone: "busy" }
  if (objects.length === 0) return { tone: "bad" }
  const counts = objects.map((object) => countOf(plural, object)).filter((each) => each !== undefined)
  if (counts.length === 0) return { tone: "ok" }
  const ready = counts.reduce((sum, each) => sum + each.ready, 0)
  const all = counts.reduce((sum, each) => sum + each.all, 0)
  return { tone: ready >= all ? "ok" : "warn", count: { ready, all } }
}

/** An add-on is as its worst part. */
export function worstTone(tones: readonly Tone[]): Tone {
  return order.find((tone) => tones.includes(tone)) ?? "idle"
}

const order: readonly Tone[] = ["bad", "warn", "busy", "ok"]

function countOf(plural: string, object: ApiObject): PartState["count"] {
  const parsed = counted.safeParse(object)
  if (!parsed.success) return undefined
  const { spec, status } = parsed.data
  switch (plural) {
    case "deployments":
    case "statefulsets":
    case "replicasets":
      return { ready: status?.readyReplicas ?? 0, all: spec?.replicas ?? 1 }
    case "daemonsets":
      return { ready: status?.numberReady ?? 0, all: status?.desiredNumberScheduled ?? 0 }
    case "pods": {
      const ready = status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") === true
      return { ready: ready ? 1 : 0, all: 1 }
    }
    default:
      return undefined
  }
}
