import type { Namespace } from "../../apis/core/v1.gen.ts"
import { namespaces, pods as podResource } from "../../apis/resources.gen.ts"
import { isDeepEqual } from "../../base/json.ts"
import { Controller } from "../../client/controller/controller.ts"
import { isConflict, isNotFound } from "../../machinery/status/status-error.ts"
import type { ControllerDefinition } from "../controller-definition.ts"
import { endingConditions } from "./conditions.ts"
import { deleteContent } from "./delete-content.ts"

const finalizer = "kubernetes"

/** When something is left whose end nothing here tells of, it is looked for again: soon, then less and less often. */
const firstLookMs = 200
const lastLookMs = 10_000

/** Deletes what a namespace holds when the namespace is deleted, and then lets it go. */
export const namespace: ControllerDefinition = {
  name: "namespace-controller",
  account: "namespace-controller",
  newController({ client, informers, clock, log, discover }) {
    const all = informers.of(namespaces)
    const pods = informers.of(podResource)
    const looks = new Map<string, number>()
    const controller = new Controller({ name: namespace.name, clock, log, reconcile })
    all.onChange(({ key, current }) => {
      if (current === undefined) looks.delete(key)
      else if (isEnding(current)) controller.enqueue(key)
    })
    pods.onChange(({ old, current }) => {
      const name = old?.metadata.namespace ?? ""
      if (current === undefined && looks.has(name) && pods.inNamespace(name).length === 0) controller.enqueue(name)
    })
    return controller

    async function reconcile(name: string, signal: AbortSignal): Promise<number | undefined> {
      const known = all.get(name)
      if (known === undefined || !isEnding(known) || !isHeld(known)) return undefined
      const progress = await deleteContent(name, await discover(signal), client, signal)
      const current = await writeConditions(name, progress, signal)
      if (current === undefined) return undefined
      const isDone =
        progress.remaining.size === 0 &&
        progress.deletionFailures.length === 0 &&
        progress.discoveryFailures.length === 0
      if (isDone) {
        await finalize(current, signal)
        return undefined
      }
      const look = looks.get(name) ?? 0
      looks.set(name, look + 1)
      return Math.min(lastLookMs, firstLookMs * 2 ** Math.min(look, 20))
    }

    /** Undefined when the namespace is gone. */
    async function writeConditions(
      name: string,
      progress: Parameters<typeof endingConditions>[1],
      signal: AbortSignal,
    ): Promise<Namespace | undefined> {
      try {
        const current = await client.get(namespaces, { name, signal })
        const conditions = endingConditions(current.status?.conditions, progress, clock.now())
        if (isDeepEqual(conditions, current.status?.conditions)) return current
        const next = { ...current, status: { ...current.status, conditions } }
        return await client.update(namespaces, next, { subresource: "status", signal })
      } catch (error) {
        if (isNotFound(error)) return undefined
        throw error
      }
    }

    async function finalize(current: Namespace, signal: AbortSignal): Promise<void> {
      const finalizers = current.spec?.finalizers?.filter((each) => each !== finalizer) ?? []
      try {
        const next = { ...current, spec: { ...current.spec, finalizers } }
        await client.update(namespaces, next, { subresource: "finalize", signal })
      } catch (error) {
        if (!isNotFound(error) && !isConflict(error)) throw error
        if (isConflict(error)) controller.enqueueAfter(current.metadata.name ?? "", firstLookMs)
      }
    }
  },
}

function isEnding({ metadata }: Namespace): boolean {
  return metadata.deletionTimestamp !== undefined
}

function isHeld({ spec }: Namespace): boolean {
  return spec?.finalizers?.includes(finalizer) === true
}
