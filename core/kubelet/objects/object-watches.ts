import type { ConfigMap, Pod, Secret } from "../../apis/core/v1.gen.ts"
import { configmaps, secrets } from "../../apis/resources.gen.ts"
import { withDeadline } from "../../base/signals.ts"
import type { ReflectorDeps } from "../../client/informer/reflector.ts"
import { SharedInformer } from "../../client/informer/shared-informer.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { namespaceOf, uidOf } from "../pod/identity.ts"
import { referencesOf } from "./references.ts"

interface Watched {
  readonly informer: SharedInformer<ApiObject>
  readonly stop: AbortController
  /** Pods that name it. Watched as long as there is one. */
  readonly pods: Set<string>
}

/**
 * The config maps and secrets that pods of this node name, each watched by itself: the kubelet may read no others.
 * A change wakes the pods that name it.
 */
export class ObjectWatches {
  readonly #deps: ReflectorDeps
  readonly #wake: (podUid: string) => void
  readonly #watched = new Map<string, Watched>()
  readonly #ofPod = new Map<string, ReadonlySet<string>>()

  constructor(deps: ReflectorDeps, wake: (podUid: string) => void) {
    this.#deps = deps
    this.#wake = wake
  }

  /** Watches what the pod names; what it named before and does not any more is let go. */
  add(pod: Pod): void {
    const names = referencesOf(pod)
    const namespace = namespaceOf(pod)
    const wanted = new Set<string>()
    for (const name of names.configMaps) wanted.add(this.#watch(configmaps, namespace, name, uidOf(pod)))
    for (const name of names.secrets) wanted.add(this.#watch(secrets, namespace, name, uidOf(pod)))
    this.#letGo(uidOf(pod), wanted)
  }

  remove(podUid: string): void {
    this.#letGo(podUid, new Set())
  }

  configMap(namespace: string, name: string): Promise<ConfigMap | undefined> {
    return this.#get(configmaps, namespace, name)
  }

  secret(namespace: string, name: string): Promise<Secret | undefined> {
    return this.#get(secrets, namespace, name)
  }

  stop(): void {
    for (const { stop } of this.#watched.values()) stop.abort()
  }

  async #get<T extends ApiObject>(resource: Resource<T>, namespace: string, name: string): Promise<T | undefined> {
    const watched = this.#watched.get(keyOf(resource, namespace, name))
    if (watched === undefined) return undefined
    if (!watched.informer.synced) await this.#synced(watched, resource)
    // The key names the resource, and a resource has one type.
    return watched.informer.get(`${namespace}/${name}`) as T | undefined
  }

  async #synced({ informer, stop }: Watched, resource: Resource): Promise<void> {
    const deadline = { clock: this.#deps.clock, atMostMs: syncTimeoutMs, signal: stop.signal }
    try {
      await withDeadline((enough) => informer.waitForSync(enough), deadline)
    } catch (error) {
      throw new Error(`failed to sync ${resource.singular} cache: timed out waiting for the condition`, {
        cause: error,
      })
    }
  }

  #watch<T extends ApiObject>(resource: Resource<T>, namespace: string, name: string, podUid: string): string {
    const key = keyOf(resource, namespace, name)
    const known = this.#watched.get(key)
    if (known !== undefined) {
      known.pods.add(podUid)
      return key
    }
    const informer = new SharedInformer(resource, { namespace, fieldSelector: `metadata.name=${name}` }, this.#deps)
    const stop = new AbortController()
    const pods = new Set([podUid])
    this.#watched.set(key, { informer: informer as unknown as SharedInformer<ApiObject>, stop, pods })
    informer.onChange(() => {
      for (const pod of pods) this.#wake(pod)
    })
    informer.run(stop.signal).catch((error: unknown) => this.#deps.log.error("Watch stopped", { key, error }))
    return key
  }

  #letGo(podUid: string, wanted: ReadonlySet<string>): void {
    for (const key of this.#ofPod.get(podUid) ?? []) {
      const watched = this.#watched.get(key)
      if (wanted.has(key) || watched === undefined) continue
      watched.pods.delete(podUid)
      if (watched.pods.size > 0) continue
      watched.stop.abort()
      this.#watched.delete(key)
    }
    if (wanted.size === 0) this.#ofPod.delete(podUid)
    else this.#ofPod.set(podUid, wanted)
  }
}

const syncTimeoutMs = 10_000

function keyOf(resource: Resource, namespace: string, name: string): string {
  return `${resource.plural}/${namespace}/${name}`
}
