import type { ObjectFieldSelector, Pod, ResourceFieldSelector } from "../../apis/core/v1.gen.ts"
import { amountOf, milliValue, wholeValue } from "../../machinery/quantity/quantity.ts"
import { findContainer } from "../pod/containers.ts"

/** What the downward API knows beyond the pod itself. */
export interface DownwardFacts {
  readonly hostIps: readonly string[]
  readonly podIps: readonly string[]
  /** Stands for a limit that a container does not have. */
  readonly allocatable: { readonly cpu: string; readonly memory: string; readonly "ephemeral-storage"?: string }
}

/** `metadata.labels['app']`, `status.podIP`, `spec.nodeName` ... as text; undefined for a path there is not. */
export function fieldValue(pod: Pod, { fieldPath }: ObjectFieldSelector, facts: DownwardFacts): string | undefined {
  const keyed = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(fieldPath)
  if (keyed !== null) {
    const map = keyed[1] === "labels" ? pod.metadata.labels : pod.metadata.annotations
    return map?.[keyed[2] ?? ""] ?? ""
  }
  switch (fieldPath) {
    case "metadata.name":
      return pod.metadata.name ?? ""
    case "metadata.namespace":
      return pod.metadata.namespace ?? ""
    case "metadata.uid":
      return pod.metadata.uid ?? ""
    case "metadata.labels":
      return formatMap(pod.metadata.labels)
    case "metadata.annotations":
      return formatMap(pod.metadata.annotations)
    case "spec.nodeName":
      return pod.spec?.nodeName ?? ""
    case "spec.serviceAccountName":
      return pod.spec?.serviceAccountName ?? ""
    case "status.hostIP":
      return facts.hostIps[0] ?? ""
    case "status.hostIPs":
      return facts.hostIps.join(",")
    case "status.podIP":
      return facts.podIps[0] ?? ""
    case "status.podIPs":
      return facts.podIps.join(",")
    default:
      return undefined
  }
}

/** `limits.cpu`, `requests.memory` in units of the divisor, rounded up; undefined for a name there is not. */
export function resourceValue(
  pod: Pod,
  containerName: string,
  { resource, divisor }: ResourceFieldSelector,
  facts: DownwardFacts,
): string | undefined {
  const container = findContainer(pod, containerName)?.container
  if (container === undefined) return undefined
  const [kind = "", ...rest] = resource.split(".")
  const name = rest.join(".")
  if (kind !== "limits" && kind !== "requests") return undefined
  const { limits, requests } = container.resources ?? {}
  const fallback = name === "cpu" ? facts.allocatable.cpu : name === "memory" ? facts.allocatable.memory : "0"
  const value = kind === "limits" ? (limits?.[name] ?? fallback) : (requests?.[name] ?? limits?.[name] ?? "0")
  const by = divisor === undefined || milliValue(amountOf(divisor)) === 0 ? "1" : divisor
  if (name === "cpu") return String(Math.ceil(milliValue(amountOf(value)) / milliValue(amountOf(by))))
  return String(Math.ceil(wholeValue(amountOf(value)) / wholeValue(amountOf(by))))
}

/** One `key="value"` a line, sorted by key. */
function formatMap(map: { readonly [key: string]: string } | undefined): string {
  return Object.entries(map ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join("\n")
}
