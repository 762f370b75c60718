import { podRequests } from "../../../../core/apis/core/podspec/requests.ts"
import type { Node, Pod } from "../../../../core/apis/core/v1.gen.ts"
import {
  amountFromMilli,
  amountFromWhole,
  amountOf,
  formatQuantity,
  parseQuantity,
} from "../../../../core/machinery/quantity/quantity.ts"

/** One resource of a node. */
export interface NodeResource {
  readonly name: string
  readonly capacity: string
  readonly allocatable: string
  /** By the pods on it; undefined for what pods do not ask for. */
  readonly requested: string | undefined
  /** Of what may be given away. */
  readonly share: number | undefined
}

/** What a node has (of huge pages most have none), and how much of it its pods ask for. Pods that have ended ask for nothing. */
export function nodeResources({ status }: Node, pods: readonly Pod[]): readonly NodeResource[] {
  const { capacity = {}, allocatable = {} } = status
  const alive = pods.filter((pod) => pod.status.phase !== "Succeeded" && pod.status.phase !== "Failed")
  const requests = alive.map((pod) => podRequests(pod.spec))
  const there = Object.entries(capacity).filter(([, total]) => amountOf(total).nanos !== 0n)
  return there.map(([name, total]) => {
    const sum = name === "pods" ? alive.length : requests.reduce((so, each) => so + (each[name] ?? 0), 0)
    const { format } = parseQuantity(total)
    const requested = name === "cpu" ? amountFromMilli(sum, format) : amountFromWhole(sum, format)
    const given = amountOf(allocatable[name])
    return {
      name,
      capacity: `${total}`,
      allocatable: `${allocatable[name] ?? ""}`,
      requested: sum === 0 ? undefined : formatQuantity(requested),
      share: sum === 0 || given.nanos === 0n ? undefined : Number(requested.nanos) / Number(given.nanos),
    }
  })
}
