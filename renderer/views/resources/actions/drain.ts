import type { Pod } from "../../../../core/apis/core/v1.gen.ts"
import { nodes, pods } from "../../../../core/apis/resources.gen.ts"
import { keyOf } from "../../../../core/machinery/meta/object.ts"
import { hasReason, isNotFound } from "../../../../core/machinery/status/status-error.ts"
import { texts } from "../../../texts/texts.ts"
import { eachObject } from "./each-object.ts"
import type { ActionChoices, ActionContext, ActionTargets } from "./object-action.ts"

/** As kubectl has it: how long a refused eviction waits for the next try. */
const retryMs = 5_000
const lookMs = 1_000

/** What a drain does with a pod: `stays` and `evict` as kubectl has it, the others when nobody chose to go on. */
export type DrainVerdict = "stays" | "evict" | "unmanaged" | "losesData"

export function drainVerdict(pod: Pod, { force, deleteEmptyDirData }: ActionChoices): DrainVerdict {
  const { annotations = {}, ownerReferences = [] } = pod.metadata
  const controller = ownerReferences.find((owner) => owner.controller === true)
  if ("kubernetes.io/config.mirror" in annotations || controller?.kind === "DaemonSet") return "stays"
  if (pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed") return "evict"
  if (controller === undefined && force !== true) return "unmanaged"
  const losesData = (pod.spec?.volumes ?? []).some((volume) => volume.emptyDir !== undefined)
  return losesData && deleteEmptyDirData !== true ? "losesData" : "evict"
}

/** Cordons the nodes, then evicts their pods and waits until each is gone. A budget that refuses is asked again. */
export async function drainNodes(about: ActionTargets, choices: ActionChoices, context: ActionContext): Promise<void> {
  await eachObject(about, context, async ({ metadata: { name = "" } }) => {
    const { client, signal } = context
    const onNode = await client.list(pods, { fieldSelector: `spec.nodeName=${name}`, signal })
    const verdicts = onNode.items.map((pod) => ({ pod, verdict: drainVerdict(pod, choices) }))
    const inTheWay = verdicts.filter(({ verdict }) => verdict === "unmanaged" || verdict === "losesData")
    if (inTheWay.length > 0) throw new Error(texts.resources.drain.inTheWay(inTheWay.map(({ pod }) => keyOf(pod))))
    await client.patch(nodes, { name, signal }, { type: "strategic", body: { spec: { unschedulable: true } } })
    const toEvict = verdicts.filter(({ verdict }) => verdict === "evict").map(({ pod }) => pod)
    const left = await Promise.all(toEvict.map((pod) => evict(pod, context)))
    const failed = left.filter((gone) => !gone).length
    if (failed > 0) throw new Error(texts.resources.drain.podsLeft(failed))
    return texts.resources.drain.evicted(toEvict.length)
  })
}

/** Whether it went. */
async function evict(pod: Pod, { client, clock, signal, report }: ActionContext): Promise<boolean> {
  const key = keyOf(pod)
  const { namespace, name = "" } = pod.metadata
  const at = { namespace, name, signal }
  try {
    for (;;) {
      report({ key, state: "running", detail: texts.resources.drain.evicting })
      try {
        const body = {
          apiVersion: "policy/v1",
          kind: "Eviction",
          metadata: { name, ...(namespace ? { namespace } : {}) },
        }
        await client.act(pods, { ...at, subresource: "eviction" }, body)
        break
      } catch (error) {
        if (isNotFound(error)) break
        if (!hasReason(error, "TooManyRequests")) throw error
        report({ key, state: "waiting", detail: error.message })
        await clock.sleep(retryMs, { signal })
      }
    }
    report({ key, state: "running", detail: texts.resources.drain.ending })
    while (await isThere(pod, { client, signal })) await clock.sleep(lookMs, { signal })
    report({ key, state: "done" })
    return true
  } catch (error) {
    report({ key, state: "failed", detail: error instanceof Error ? error.message : String(error) })
    return false
  }
}

async function isThere(pod: Pod, { client, signal }: Pick<ActionContext, "client" | "signal">): Promise<boolean> {
  const { namespace, name = "", uid } = pod.metadata
  try {
    const found = await client.get(pods, { namespace, name, signal })
    return found.metadata.uid === uid
  } catch (error) {
    if (isNotFound(error)) return false
    throw error
  }
}
