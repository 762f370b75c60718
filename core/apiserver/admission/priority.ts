import type { Pod } from "../../apis/core/v1.gen.ts"
import { pods, priorityclasses } from "../../apis/resources.gen.ts"
import type { PriorityClass } from "../../apis/scheduling/v1.gen.ts"
import { forbidden } from "../../machinery/status/status-error.ts"
import type { ObjectSource } from "../object-source.ts"
import type { AdmissionPlugin } from "./plugin.ts"

type Resolved = {
  readonly name: string
  readonly value: number
  readonly preemptionPolicy: PriorityClass["preemptionPolicy"]
}

/** Turns a pod's priority class into its number, and keeps the default class single (documentation: "Pod Priority and Preemption"). */
export function newPriorityAdmission(source: ObjectSource): AdmissionPlugin {
  return {
    name: "Priority",
    mutate({ kind, subresource, operation, object, name }) {
      if (object === undefined) throw new TypeError("Cannot admit: a mutating plugin was called without an object")
      if (kind.resource !== pods || subresource !== "" || operation !== "create") return object
      return withPriority(object as Pod, resolve(source, object as Pod, name), name) // of the kind pods
    },
    validate({ kind, operation, object, name }) {
      if (kind.resource !== priorityclasses || object === undefined || operation === "delete") return
      if ((object as PriorityClass).globalDefault !== true) return
      const other = source
        .list(priorityclasses)
        .find((each) => each.globalDefault === true && each.metadata.name !== name)
      if (other === undefined) return
      const why = `PriorityClass ${other.metadata.name} is already marked as default. Only one default can exist`
      throw forbidden(priorityclasses, name, why)
    },
  }
}

function resolve(source: ObjectSource, pod: Pod, podName: string): Resolved {
  const name = pod.spec.priorityClassName
  if (!name) {
    const fallback = source
      .list(priorityclasses)
      .filter((each) => each.globalDefault === true)
      .sort((a, b) => (a.value ?? 0) - (b.value ?? 0))[0]
    return fallback === undefined
      ? { name: "", value: 0, preemptionPolicy: "PreemptLowerPriority" }
      : { name: fallback.metadata.name ?? "", value: fallback.value ?? 0, preemptionPolicy: fallback.preemptionPolicy }
  }
  const found = source.get(priorityclasses, { name })
  if (found === undefined) throw forbidden(pods, podName, `no PriorityClass with name ${name} was found`)
  return { name, value: found.value ?? 0, preemptionPolicy: found.preemptionPolicy }
}

function withPriority(
  pod: Pod,
  { name, value, preemptionPolicy = "PreemptLowerPriority" }: Resolved,
  podName: string,
): Pod {
  const { spec } = pod
  if (spec.priority !== undefined && spec.priority !== value) {
    const why = `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed ${value} from the given PriorityClass name`
    throw forbidden(pods, podName, why)
  }
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== preemptionPolicy) {
    const why = `the string value of PreemptionPolicy (${spec.preemptionPolicy}) must not be provided in pod spec; priority admission controller computed ${preemptionPolicy} from the given PriorityClass name`
    throw forbidden(pods, podName, why)
  }
  return {
    ...pod,
    spec: { ...spec, priority: value, preemptionPolicy, ...(name === "" ? {} : { priorityClassName: name }) },
  }
}
