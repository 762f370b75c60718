import type { Amounts } from "../../apis/core/podspec/requests.ts"
import { amountsOf } from "../../apis/core/podspec/requests.ts"
import type { Node } from "../../apis/core/v1.gen.ts"
import type { HostPort, PodInfo } from "./pod-info.ts"

/** A node and the sum of what runs on it, kept up to date by difference. */
export class NodeState {
  readonly name: string
  /** Undefined while only pods have been seen. */
  #node: Node | undefined
  #allocatable: Amounts = {}
  readonly #pods = new Map<string, PodInfo>()
  readonly #requested: Record<string, number> = {}
  readonly #scored = { cpu: 0, memory: 0 }
  readonly #ports = new Map<string, number>()
  /** How many pods of each controller are here. */
  readonly #perController = new Map<string, number>()
  #images: ReadonlyMap<string, number> | undefined

  constructor(name: string) {
    this.name = name
  }

  get node(): Node | undefined {
    return this.#node
  }

  set node(node: Node | undefined) {
    this.#node = node
    this.#allocatable = amountsOf(node?.status.allocatable)
    this.#images = undefined
  }

  get labels(): Readonly<Record<string, string>> {
    return this.#node?.metadata.labels ?? {}
  }

  get allocatable(): Amounts {
    return this.#allocatable
  }

  get requested(): Amounts {
    return this.#requested
  }

  get scoredRequests(): { readonly cpu: number; readonly memory: number } {
    return this.#scored
  }

  get podCount(): number {
    return this.#pods.size
  }

  get pods(): Iterable<PodInfo> {
    return this.#pods.values()
  }

  /** Bytes of each image by each of its names; read when first asked for. */
  get images(): ReadonlyMap<string, number> {
    const images = this.#node?.status.images ?? []
    this.#images ??= new Map(images.flatMap(({ names = [], sizeBytes = 0 }) => names.map((name) => [name, sizeBytes])))
    return this.#images
  }

  podsOfController(uid: string): number {
    return this.#perController.get(uid) ?? 0
  }

  /** A port on every address is taken as soon as it is on one, and the other way round. */
  hasPort({ ip, protocol, port }: HostPort): boolean {
    if (ip === everyAddress) return this.#ports.has(`${protocol}/${port}`)
    const taken = (address: string) => this.#ports.has(`${protocol}/${port}/${address}`)
    return taken(everyAddress) || taken(ip)
  }

  add(info: PodInfo): void {
    this.remove(info.key)
    this.#pods.set(info.key, info)
    this.#count(info, 1)
  }

  remove(key: string): PodInfo | undefined {
    const info = this.#pods.get(key)
    if (info === undefined) return undefined
    this.#pods.delete(key)
    this.#count(info, -1)
    return info
  }

  #count({ requests, scoredRequests, hostPorts, controllerUid }: PodInfo, sign: 1 | -1): void {
    for (const name in requests) this.#requested[name] = (this.#requested[name] ?? 0) + sign * (requests[name] ?? 0)
    this.#scored.cpu += sign * scoredRequests.cpu
    this.#scored.memory += sign * scoredRequests.memory
    for (const { ip, protocol, port } of hostPorts) {
      change(this.#ports, `${protocol}/${port}`, sign)
      change(this.#ports, `${protocol}/${port}/${ip}`, sign)
    }
    if (controllerUid !== undefined) change(this.#perController, controllerUid, sign)
  }
}

const everyAddress = "0.0.0.0"

function change(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by
  if (count === 0) counts.delete(key)
  else counts.set(key, count)
}
