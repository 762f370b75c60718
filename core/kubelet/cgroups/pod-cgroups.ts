import { qosClassOf } from "../../apis/core/pod/qos.ts"
import type { Pod } from "../../apis/core/v1.gen.ts"
import { uidOf } from "../pod/identity.ts"
import { hasLimit, memoryBytes, milliCpu, podAmounts } from "../pod/resources.ts"
import { cpuQuota, cpuShares } from "../runtime/linux-resources.ts"
import type { CgroupLimits, Cgroups } from "./cgroups.ts"

/** What all pods of a node may use together. */
export interface NodeAllocatable {
  readonly milliCpu: number
  readonly memoryBytes: number
}

/**
 * The tree pods live in: guaranteed ones at the top, the others below their class, so that those who asked for nothing
 * get only what the rest leaves.
 *
 *   /kubepods/pod<uid>   /kubepods/burstable/pod<uid>   /kubepods/besteffort/pod<uid>
 */
export class PodCgroups {
  readonly #cgroups: Cgroups
  readonly #root: string
  readonly #burstable = new Map<string, number>()
  /** What each pod's group was made with. */
  readonly #made = new Map<string, string>()

  /** `root` is what the kubelet's root is called for the runtime: "" or `/some/where`. */
  constructor(cgroups: Cgroups, root: string) {
    this.#cgroups = cgroups
    this.#root = root
  }

  async ensureTree({ milliCpu: all, memoryBytes: memory }: NodeAllocatable): Promise<void> {
    await this.#cgroups.ensure("/kubepods", { cpuShares: cpuShares(all), memoryBytes: memory })
    await this.#cgroups.ensure("/kubepods/burstable", {})
    await this.#cgroups.ensure("/kubepods/besteffort", { cpuShares: 2 })
  }

  async ensurePod(pod: Pod): Promise<void> {
    const made = JSON.stringify([podGroup(pod), podLimits(pod)])
    if (this.#made.get(uidOf(pod)) === made) return
    await this.#cgroups.ensure(podGroup(pod), podLimits(pod))
    this.#made.set(uidOf(pod), made)
    if (qosClassOf(pod.spec) !== "Burstable") return
    const asked = milliCpu(podAmounts(pod, "requests"))
    if (this.#burstable.get(uidOf(pod)) === asked) return
    this.#burstable.set(uidOf(pod), asked)
    await this.#shareBurstable()
  }

  /** Wherever the pod with this uid is. */
  async removePod(uid: string): Promise<void> {
    this.#made.delete(uid)
    for (const above of ["/kubepods", "/kubepods/burstable", "/kubepods/besteffort"]) {
      await this.#cgroups.remove(`${above}/pod${uid}`)
    }
    if (this.#burstable.delete(uid)) await this.#shareBurstable()
  }

  /** The uids that have a group. */
  async podUids(): Promise<readonly string[]> {
    const above = ["/kubepods", "/kubepods/burstable", "/kubepods/besteffort"]
    const names = (await Promise.all(above.map((path) => this.#cgroups.children(path)))).flat()
    return names.filter((name) => name.startsWith("pod")).map((name) => name.slice(3))
  }

  /** For the runtime: the group of the pod's sandbox. */
  parentOf(pod: Pod): string {
    return `${this.#root}${podGroup(pod)}`
  }

  async #shareBurstable(): Promise<void> {
    const asked = [...this.#burstable.values()].reduce((sum, each) => sum + each, 0)
    await this.#cgroups.ensure("/kubepods/burstable", { cpuShares: cpuShares(asked) })
  }
}

export function podGroup(pod: Pod): string {
  const name = `pod${uidOf(pod)}`
  switch (qosClassOf(pod.spec)) {
    case "Guaranteed":
      return `/kubepods/${name}`
    case "Burstable":
      return `/kubepods/burstable/${name}`
    case "BestEffort":
      return `/kubepods/besteffort/${name}`
  }
}

/** A limit for the pod as a whole exists only where each container has one. */
export function podLimits(pod: Pod): CgroupLimits {
  if (qosClassOf(pod.spec) === "BestEffort") return { cpuShares: 2 }
  const requests = podAmounts(pod, "requests")
  const limits = podAmounts(pod, "limits")
  return {
    cpuShares: cpuShares(milliCpu(requests)),
    ...(hasLimit(pod, "cpu") ? { cpuQuotaUs: cpuQuota(milliCpu(limits)) } : {}),
    ...(hasLimit(pod, "memory") ? { memoryBytes: memoryBytes(limits) } : {}),
  }
}
