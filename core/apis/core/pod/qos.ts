import type { Amount } from "../../../machinery/quantity/quantity.ts"
import { addAmounts, parseQuantity, zeroAmount } from "../../../machinery/quantity/quantity.ts"
import type { PodSpec, PodStatus, ResourceRequirements } from "../v1.gen.ts"

export type QosClass = NonNullable<PodStatus["qosClass"]>

const counted = ["cpu", "memory"] as const

/**
 * How much a pod can count on what it asked for: `Guaranteed` when every container has cpu and memory limits that equal
 * its requests, `BestEffort` when none asks for anything. Resources of the pod as a whole come before the containers'.
 */
export function qosClassOf(spec: PodSpec): QosClass {
  if (hasAny(spec.resources)) return classOf([spec.resources ?? {}])
  return classOf([...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(({ resources }) => resources ?? {}))
}

function classOf(all: readonly ResourceRequirements[]): QosClass {
  const requests = all.flatMap((resources) => positive(resources.requests))
  const limits = all.flatMap((resources) => positive(resources.limits))
  if (requests.length === 0 && limits.length === 0) return "BestEffort"
  const everyLimited = all.every((resources) => positive(resources.limits).length === counted.length)
  if (!everyLimited) return "Burstable"
  const same = counted.every((name) => {
    const asked = requests.filter(([key]) => key === name)
    return asked.length > 0 && total(asked) === total(limits.filter(([key]) => key === name))
  })
  return same ? "Guaranteed" : "Burstable"
}

function hasAny(resources: ResourceRequirements | undefined): boolean {
  return Object.keys(resources?.requests ?? {}).length + Object.keys(resources?.limits ?? {}).length > 0
}

function positive(list: ResourceRequirements["limits"]): readonly (readonly [string, Amount])[] {
  return counted.flatMap((name) => {
    const value = list?.[name]
    const amount = value === undefined ? zeroAmount : parseQuantity(value)
    return amount.nanos > 0n ? [[name, amount] as const] : []
  })
}

function total(list: readonly (readonly [string, Amount])[]): bigint {
  return list.reduce((sum, [, amount]) => addAmounts(sum, amount), zeroAmount).nanos
}
