import { isPodTerminal } from "../../apis/core/pod/state.ts"
import type { Pod } from "../../apis/core/v1.gen.ts"
import { nodes as nodeResource, pods as podResource } from "../../apis/resources.gen.ts"
import { Controller } from "../../client/controller/controller.ts"
import { keyOf } from "../../machinery/meta/object.ts"
import { isNotFound } from "../../machinery/status/status-error.ts"
import type { ControllerDefinition } from "../controller-definition.ts"
import { markDisruptionTarget } from "../disruption-target.ts"
import { indexByNode, podsOnNode } from "../nodelifecycle/node-index.ts"

/** A node that is gone may come back under its name: its pods are left alone for so long. */
const quarantineMs = 40_000

/** More ended pods than this, and the oldest are deleted: `--terminated-pod-gc-threshold`. */
const terminatedMax = 12_500

/** Not a pod's key: those have a slash. */
const terminated = "terminated"

/** Deletes pods that nobody else will: of nodes that are gone, ending without ever having had a node, and old ended ones. */
export const podgc: ControllerDefinition = {
  name: "pod-garbage-collector-controller",
  account: "pod-garbage-collector",
  newController({ client, informers, clock, log }) {
    const nodes = informers.of(nodeResource)
    const pods = informers.of(podResource)
    indexByNode(pods)
    pods.addIndex(terminated, (pod) => (isPodTerminal(pod) ? ["yes"] : []))
    const controller = new Controller({ name: podgc.name, clock, log, workers: 1, reconcile })
    nodes.onChange(({ key, current }) => {
      if (current !== undefined) return
      for (const pod of podsOnNode(pods, key)) controller.enqueueAfter(keyOf(pod), quarantineMs)
    })
    pods.onChange(({ key, current }) => {
      if (current === undefined) return
      if (isStranded(current)) controller.enqueue(key)
      else if (isOrphaned(current)) controller.enqueueAfter(key, quarantineMs)
      if (isPodTerminal(current)) controller.enqueue(terminated)
    })
    return controller

    async function reconcile(key: string, signal: AbortSignal): Promise<void> {
      if (key === terminated) return deleteOldest(signal)
      const pod = pods.get(key)
      if (pod === undefined || !(isStranded(pod) || isOrphaned(pod))) return
      const words = isOrphaned(pod) ? { reason: "DeletionByPodGC", message: "PodGC: node no longer exists" } : undefined
      await deletePod(pod, words, signal)
    }

    function isOrphaned({ spec }: Pod): boolean {
      return spec.nodeName !== undefined && spec.nodeName !== "" && nodes.get(spec.nodeName) === undefined
    }

    async function deleteOldest(signal: AbortSignal): Promise<void> {
      const ended = pods.byIndex(terminated, "yes").filter((pod) => pod.metadata.deletionTimestamp === undefined)
      if (ended.length <= terminatedMax) return
      const oldest = [...ended].sort((a, b) => (createdAt(a) < createdAt(b) ? -1 : 1))
      for (const pod of oldest.slice(0, ended.length - terminatedMax)) await deletePod(pod, undefined, signal)
    }

    async function deletePod(
      pod: Pod,
      words: { readonly reason: string; readonly message: string } | undefined,
      signal: AbortSignal,
    ): Promise<void> {
      const { namespace, name = "", uid } = pod.metadata
      try {
        if (!isPodTerminal(pod) && words !== undefined) {
          await markDisruptionTarget(pod, { ...words, phase: "Failed" }, { client, clock, signal })
        }
        await client.delete(podResource, { namespace, name, signal }, { gracePeriodSeconds: 0, preconditions: { uid } })
      } catch (error) {
        if (!isNotFound(error)) throw error
      }
    }
  },
}

/** It is to go and no kubelet knows of it. */
function isStranded({ metadata, spec }: Pod): boolean {
  return metadata.deletionTimestamp !== undefined && !spec.nodeName
}

function createdAt({ metadata }: Pod): string {
  return metadata.creationTimestamp ?? ""
}
