import type { Container, Pod, ResourceRequirements } from "../../apis/core/v1.gen.ts"
import {
  type Amount,
  addAmounts,
  amountOf,
  compareAmounts,
  formatQuantity,
  milliValue,
  type Quantity,
  wholeValue,
  zeroAmount,
} from "../../machinery/quantity/quantity.ts"
import { initContainers, isSidecar, regularContainers } from "./containers.ts"

export type Amounts = ReadonlyMap<string, Amount>

type Of = "requests" | "limits"

/**
 * What a pod asks for as a whole: the sum of what runs together, or what the greediest init container needs beside the
 * sidecars started before it, if that is more (Kubernetes' `PodRequests`, `PodLimits`).
 */
export function podAmounts(pod: Pod, of: Of): Amounts {
  let running = sum(regularContainers(pod).map((container) => amounts(container, of)))
  let sidecarsSoFar: Amounts = new Map()
  let starting: Amounts = new Map()
  for (const container of initContainers(pod)) {
    const own = amounts(container, of)
    if (isSidecar(container)) {
      running = sum([running, own])
      sidecarsSoFar = sum([sidecarsSoFar, own])
      starting = larger(starting, sidecarsSoFar)
    } else starting = larger(starting, sum([sidecarsSoFar, own]))
  }
  const containers = larger(running, starting)
  const whole = toAmounts(pod.spec?.resources?.[of])
  const pods = whole.size === 0 ? containers : new Map([...containers, ...whole])
  return sum([pods, toAmounts(pod.spec?.overhead)])
}

/** Whether every container names a limit: only then has the pod as a whole one. */
export function hasLimit(pod: Pod, resource: "cpu" | "memory"): boolean {
  if (pod.spec?.resources?.limits?.[resource] !== undefined) return true
  return [...regularContainers(pod), ...initContainers(pod)].every(
    (container) => amountOf(container.resources?.limits?.[resource]).nanos > 0n,
  )
}

export function milliCpu(amounts: Amounts): number {
  return milliValue(amounts.get("cpu"))
}

export function memoryBytes(amounts: Amounts): number {
  return wholeValue(amounts.get("memory"))
}

/** As a status shows it; undefined when there is nothing to show. */
export function toQuantities(amounts: Amounts): { readonly [key: string]: Quantity } | undefined {
  if (amounts.size === 0) return undefined
  return Object.fromEntries([...amounts].map(([name, amount]) => [name, formatQuantity(amount)]))
}

function amounts(container: Container, of: Of): Amounts {
  return toAmounts(container.resources?.[of])
}

function toAmounts(list: ResourceRequirements[Of]): Amounts {
  return new Map(Object.entries(list ?? {}).map(([name, value]) => [name, amountOf(value)]))
}

function sum(all: readonly Amounts[]): Amounts {
  const total = new Map<string, Amount>()
  for (const [name, amount] of all.flatMap((each) => [...each])) {
    total.set(name, addAmounts(total.get(name) ?? zeroAmount, amount))
  }
  return total
}

function larger(a: Amounts, b: Amounts): Amounts {
  const most = new Map(a)
  for (const [name, amount] of b) {
    const other = most.get(name)
    if (other === undefined || compareAmounts(other, amount) < 0) most.set(name, amount)
  }
  return most
}
