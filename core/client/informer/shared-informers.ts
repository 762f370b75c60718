import type { Resource } from "../../machinery/api/resource.ts"
import { groupResourceOf } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import type { ListOptions } from "../client.ts"
import type { Informer, Informers } from "./informer.ts"
import type { ReflectorDeps } from "./reflector.ts"
import { SharedInformer } from "./shared-informer.ts"

/** One informer per resource and selector, started when first asked for after `start`. */
export class SharedInformers implements Informers {
  readonly #deps: ReflectorDeps
  readonly #informers = new Map<string, SharedInformer<ApiObject>>()
  #signal: AbortSignal | undefined

  constructor(deps: ReflectorDeps) {
    this.#deps = deps
  }

  of<T extends ApiObject>(resource: Resource<T>, narrowed: ListOptions = {}): Informer<T> {
    const key = keyFor(resource, narrowed)
    const known = this.#informers.get(key)
    // The key names the resource, and a resource has one type.
    if (known !== undefined) return known as unknown as Informer<T>
    const informer = new SharedInformer<T>(resource, narrowed, this.#deps)
    this.#informers.set(key, informer as unknown as SharedInformer<ApiObject>)
    if (this.#signal !== undefined) this.#run(informer, this.#signal)
    return informer
  }

  /** The informer of everything of a resource, if somebody has asked for it. */
  find<T extends ApiObject>(resource: Resource<T>): Informer<T> | undefined {
    return this.#informers.get(keyFor(resource, {})) as unknown as Informer<T> | undefined // the key names the resource
  }

  async start(signal: AbortSignal): Promise<void> {
    this.#signal = signal
    const known = [...this.#informers.values()]
    for (const informer of known) this.#run(informer, signal)
    await Promise.all(known.map((informer) => informer.waitForSync(signal)))
  }

  #run<T extends ApiObject>(informer: SharedInformer<T>, signal: AbortSignal): void {
    informer.run(signal).catch((error: unknown) => {
      this.#deps.log.error("Informer stopped", { resource: groupResourceOf(informer.resource), error })
    })
  }
}

function keyFor(resource: Resource, { namespace = "", fieldSelector = "", labelSelector = "" }: ListOptions): string {
  return [groupResourceOf(resource), resource.version, namespace, fieldSelector, labelSelector].join("|")
}
