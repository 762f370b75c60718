import type { Node, Pod } from "../../apis/core/v1.gen.ts"
import { wholeValue } from "../../machinery/quantity/quantity.ts"
import type { NodeAllocatable } from "../cgroups/pod-cgroups.ts"
import { isStaticPod } from "../pod/identity.ts"
import { memoryBytes, milliCpu, podAmounts } from "../pod/resources.ts"

export interface Rejection {
  readonly reason: string
  readonly message: string
}

/**
 * Whether this node takes a pod, in Kubernetes' words. The scheduler has asked the same, but a pod may name its node
 * itself, and the node may have changed.
 */
export function admit(
  pod: Pod,
  others: readonly Pod[],
  allocatable: NodeAllocatable & { readonly pods: number },
  node: Node | undefined,
): Rejection | undefined {
  if (isStaticPod(pod)) return undefined
  if (others.length + 1 > allocatable.pods) return lacking("pods", 1, others.length, allocatable.pods)
  const wanted = podAmounts(pod, "requests")
  const taken = others.map((other) => podAmounts(other, "requests"))
  const cpu = { wanted: milliCpu(wanted), taken: total(taken.map(milliCpu)) }
  if (cpu.wanted > 0 && cpu.wanted + cpu.taken > allocatable.milliCpu) {
    return lacking("cpu", cpu.wanted, cpu.taken, allocatable.milliCpu)
  }
  const memory = { wanted: memoryBytes(wanted), taken: total(taken.map(memoryBytes)) }
  if (memory.wanted > 0 && memory.wanted + memory.taken > allocatable.memoryBytes) {
    return lacking("memory", memory.wanted, memory.taken, allocatable.memoryBytes)
  }
  if (node !== undefined && !matchesNode(pod, node)) {
    const message = "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector"
    return { reason: "NodeAffinity", message }
  }
  return undefined
}

function lacking(resource: string, requested: number, used: number, capacity: number): Rejection {
  const numbers = `requested: ${requested}, used: ${used}, capacity: ${capacity}`
  return { reason: `OutOf${resource}`, message: `Node didn't have enough resource: ${resource}, ${numbers}` }
}

function matchesNode(pod: Pod, node: Node): boolean {
  const labels = node.metadata.labels ?? {}
  const selector = Object.entries(pod.spec?.nodeSelector ?? {})
  if (selector.some(([key, value]) => labels[key] !== value)) return false
  const required = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  if (required === undefined) return true
  return required.nodeSelectorTerms.some(({ matchExpressions = [], matchFields = [] }) => {
    if (matchExpressions.length + matchFields.length === 0) return false
    const name = { "metadata.name": node.metadata.name ?? "" }
    return matchExpressions.every((each) => matches(each, labels)) && matchFields.every((each) => matches(each, name))
  })
}

interface Requirement {
  readonly key: string
  readonly operator: string
  readonly values?: readonly string[] | undefined
}

function matches({ key, operator, values = [] }: Requirement, labels: { readonly [key: string]: string }): boolean {
  const value = labels[key]
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value)
    case "NotIn":
      return value === undefined || !values.includes(value)
    case "Exists":
      return value !== undefined
    case "DoesNotExist":
      return value === undefined
    case "Gt":
      return value !== undefined && wholeValue(value) > wholeValue(values[0])
    case "Lt":
      return value !== undefined && wholeValue(value) < wholeValue(values[0])
    default:
      return false
  }
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0)
}
