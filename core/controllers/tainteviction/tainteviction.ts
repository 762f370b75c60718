import { nodes as nodeResource, pods as podResource } from "../../apis/resources.gen.ts"
import { isDeepEqual } from "../../base/json.ts"
import { Controller } from "../../client/controller/controller.ts"
import { referenceTo } from "../../client/events/reference.ts"
import { keyOf } from "../../machinery/meta/object.ts"
import { isNotFound } from "../../machinery/status/status-error.ts"
import type { ControllerDefinition } from "../controller-definition.ts"
import { markDisruptionTarget } from "../disruption-target.ts"
import { indexByNode, podsOnNode } from "../nodelifecycle/node-index.ts"
import { evictionTimeMs } from "./deadline.ts"

/** Deletes pods from nodes whose NoExecute taints they do not, or no longer, tolerate. */
export const tainteviction: ControllerDefinition = {
  name: "taint-eviction-controller",
  account: "node-controller",
  newController({ client, informers, clock, log, recorderFor }) {
    const nodes = informers.of(nodeResource)
    const pods = informers.of(podResource)
    indexByNode(pods)
    const recorder = recorderFor("taint-eviction-controller")
    const controller = new Controller({ name: tainteviction.name, clock, log, reconcile })
    nodes.onChange(({ key, old, current }) => {
      if (isDeepEqual(old?.spec.taints, current?.spec.taints)) return
      for (const pod of podsOnNode(pods, key)) controller.enqueue(keyOf(pod))
    })
    pods.onChange(({ key, old, current }) => {
      if (current?.spec.nodeName && old?.spec.nodeName !== current.spec.nodeName) controller.enqueue(key)
    })
    return controller

    async function reconcile(key: string, signal: AbortSignal): Promise<number | undefined> {
      const pod = pods.get(key)
      if (!pod?.spec.nodeName || pod.metadata.deletionTimestamp !== undefined) return undefined
      const nowMs = clock.now()
      const atMs = evictionTimeMs(pod, nodes.get(pod.spec.nodeName)?.spec.taints, nowMs)
      if (atMs === undefined) return undefined
      if (atMs > nowMs) return atMs - nowMs
      const { namespace, name = "", uid } = pod.metadata
      const message = `Marking for deletion Pod ${key}`
      recorder.record(referenceTo(podResource, pod), { type: "Normal", reason: "TaintManagerEviction", message })
      const words = { reason: "DeletionByTaintManager", message: "Taint manager: deleting due to NoExecute taint" }
      try {
        await markDisruptionTarget(pod, words, { client, clock, signal })
        await client.delete(podResource, { namespace, name, signal }, { preconditions: { uid } })
      } catch (error) {
        if (!isNotFound(error)) throw error
      }
      return undefined
    }
  },
}
