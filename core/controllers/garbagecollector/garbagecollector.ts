import { customresourcedefinitions } from "../../apis/resources.gen.ts"
import { Controller } from "../../client/controller/controller.ts"
import type { EventRecorder } from "../../client/events/event-recorder.ts"
import { referenceTo } from "../../client/events/reference.ts"
import type { Change } from "../../client/informer/informer.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import type { ControllerDefinition, ControllerDeps, RunningController } from "../controller-definition.ts"
import { Collector, type ForeignOwner, kindIndex } from "./collector.ts"
import { foreground, orphan } from "./decide.ts"
import { graphNodeOf, OwnerGraph } from "./graph.ts"
import { Monitors } from "./monitors.ts"

/** Not a uid: asks anew what is served. */
const discovery = "discovery"

/** A definition that was just made is served a moment later. */
const discoveryDelayMs = 1_000

/** Deletes what lost its owners, and sees deletions through to dependents the way they were asked for. */
export const garbagecollector: ControllerDefinition = {
  name: "garbage-collector-controller",
  account: "generic-garbage-collector",
  newController: (deps) => new GarbageCollector(deps),
}

class GarbageCollector implements RunningController {
  readonly #deps: ControllerDeps
  readonly #graph = new OwnerGraph()
  readonly #collector: Collector
  readonly #monitors: Monitors
  readonly #controller: Controller
  readonly #recorder: EventRecorder
  /** What changed before everything was seen once: owners may yet turn up, and need not be asked for one by one. */
  readonly #early = new Set<string>()
  #ready = false
  #resourceOf: (apiVersion: string, kind: string) => Resource | undefined = () => undefined

  constructor(deps: ControllerDeps) {
    this.#deps = deps
    this.#collector = new Collector({
      graph: this.#graph,
      client: deps.client,
      resourceOf: (apiVersion, kind) => this.#resourceOf(apiVersion, kind),
      onForeignOwner: (found) => this.#warn(found),
    })
    this.#recorder = deps.recorderFor(garbagecollector.name)
    this.#monitors = new Monitors(deps, (resource, change) => this.#note(resource, change))
    this.#controller = new Controller({
      name: garbagecollector.name,
      clock: deps.clock,
      log: deps.log,
      workers: 20,
      reconcile: (key, signal) => this.#reconcile(key, signal),
    })
  }

  async run(signal: AbortSignal): Promise<void> {
    // All it knows comes from discovery: without a first answer there is nothing to do.
    const running = this.#controller.run(signal)
    this.#controller.enqueue(discovery)
    await running
  }

  async #reconcile(key: string, signal: AbortSignal): Promise<undefined> {
    if (key === discovery) {
      const { resources } = await this.#deps.discover(signal)
      this.#resourceOf = kindIndex(resources)
      await this.#monitors.follow(resources, signal)
      this.#ready = true
      for (const uid of this.#early) this.#controller.enqueue(uid)
      this.#early.clear()
      return undefined
    }
    for (const uid of await this.#collector.collect(key, signal)) this.#controller.enqueue(uid)
    return undefined
  }

  #warn({ dependent: { resource, namespace = "", name, uid }, owner }: ForeignOwner): void {
    const reference = `[${owner.apiVersion}/${owner.kind}, namespace: ${namespace}, name: ${owner.name}, uid: ${owner.uid}]`
    this.#recorder.record(referenceTo(resource, { metadata: { namespace, name, uid } }), {
      type: "Warning",
      reason: "OwnerRefInvalidNamespace",
      message: `ownerRef ${reference} does not exist in namespace "${namespace}"`,
    })
  }

  #wake(uid: string): void {
    if (this.#ready) this.#controller.enqueue(uid)
    else this.#early.add(uid)
  }

  #note(resource: Resource, { old, current }: Change): void {
    if (resource.plural === customresourcedefinitions.plural && resource.group === customresourcedefinitions.group) {
      this.#controller.enqueueAfter(discovery, discoveryDelayMs)
    }
    const before = old === undefined ? undefined : this.#graph.get(old.metadata.uid ?? "")
    if (old !== undefined && old.metadata.uid !== current?.metadata.uid) this.#noteGone(old.metadata.uid ?? "")
    if (current !== undefined) {
      const node = graphNodeOf(resource, current)
      this.#graph.set(node)
      const isAsked = node.finalizers.includes(orphan) || node.finalizers.includes(foreground)
      if (node.owners.length > 0 || (node.isEnding && isAsked)) this.#wake(node.uid)
    }
    // An owner that waits for its dependents has one less, or one that goes.
    for (const { uid } of before?.owners ?? []) if (this.#graph.get(uid)?.isEnding === true) this.#wake(uid)
  }

  #noteGone(uid: string): void {
    this.#collector.noteGone(uid)
    this.#graph.delete(uid)
    for (const dependent of this.#graph.dependentsOf(uid)) this.#wake(dependent)
  }
}
