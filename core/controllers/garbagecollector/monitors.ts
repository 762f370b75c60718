import { withDeadline } from "../../base/signals.ts"
import type { Change } from "../../client/informer/informer.ts"
import { SharedInformer } from "../../client/informer/shared-informer.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import { groupResourceOf } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import type { ControllerDeps } from "../controller-definition.ts"

/** Their objects come and go by the thousand, and own nothing. */
const ignored: ReadonlySet<string> = new Set(["events", "events.events.k8s.io"])

/** A resource that does not answer must not keep the collector from all others. */
const syncMs = 30_000

/** A watch on every resource that can be deleted, following what is served. */
export class Monitors {
  readonly #deps: Pick<ControllerDeps, "client" | "informers" | "clock" | "random" | "log">
  readonly #onChange: (resource: Resource, change: Change) => void
  readonly #running = new Map<string, Monitor>()

  constructor(
    deps: Pick<ControllerDeps, "client" | "informers" | "clock" | "random" | "log">,
    onChange: (resource: Resource, change: Change) => void,
  ) {
    this.#deps = deps
    this.#onChange = onChange
  }

  /** Begins and ends watches so that there is one for each of these; resolves when the new ones are synced. */
  async follow(served: readonly Resource[], signal: AbortSignal): Promise<void> {
    const wanted = new Map(served.filter(isCollectable).map((resource) => [idOf(resource), resource]))
    for (const [id, monitor] of this.#running) if (!wanted.has(id)) this.#end(id, monitor)
    const begun = [...wanted]
      .filter(([id]) => !this.#running.has(id))
      .map(([id, resource]) => this.#begin(id, resource, signal))
    const allSynced = (enough: AbortSignal) => Promise.allSettled(begun.map((informer) => informer.waitForSync(enough)))
    await withDeadline(allSynced, { clock: this.#deps.clock, atMostMs: syncMs, signal })
    signal.throwIfAborted()
  }

  #begin(id: string, resource: Resource, signal: AbortSignal) {
    const shared = this.#deps.informers.find(resource)
    const stop = new AbortController()
    const listener = (change: Change) => this.#onChange(resource, change)
    if (shared !== undefined) {
      this.#running.set(id, { stop, forget: shared.onChange(listener) })
      return shared
    }
    const informer = new SharedInformer(resource, {}, this.#deps, onlyOwnership)
    const forget = informer.onChange(listener)
    this.#running.set(id, { stop, forget })
    informer.run(AbortSignal.any([signal, stop.signal])).catch((error: unknown) => {
      this.#deps.log.error("Informer stopped", { resource: id, error })
    })
    return informer
  }

  #end(id: string, { stop, forget }: Monitor): void {
    stop.abort()
    forget()
    this.#running.delete(id)
  }
}

interface Monitor {
  readonly stop: AbortController
  readonly forget: () => void
}

/** All that the collector reads. */
function onlyOwnership({ metadata }: ApiObject): ApiObject {
  const { namespace, name, uid, resourceVersion, ownerReferences, finalizers, deletionTimestamp } = metadata
  return { metadata: { namespace, name, uid, resourceVersion, ownerReferences, finalizers, deletionTimestamp } }
}

function isCollectable(resource: Resource): boolean {
  const { verbs, plural } = resource
  const needed = ["list", "watch", "delete"] as const
  return (
    !plural.includes("/") && !ignored.has(groupResourceOf(resource)) && needed.every((verb) => verbs.includes(verb))
  )
}

function idOf(resource: Resource): string {
  return `${groupResourceOf(resource)}/${resource.version}`
}
