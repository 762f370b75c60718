import { milliValue, wholeValue } from "../../../machinery/quantity/quantity.ts"
import type { Container, PodSpec } from "../v1.gen.ts"

/** Amounts by resource name: cpu in millicores, everything else in whole units. */
export type Amounts = Readonly<Record<string, number>>

type Quantities = Readonly<Record<string, string | number>> | undefined

/**
 * What a pod asks for in all (Kubernetes' `resourcehelper.PodRequests`): its containers together with its sidecars, or its
 * hungriest init container with the sidecars started before it, whichever is more; what is asked at pod level goes before;
 * and the runtime's overhead.
 */
export function podRequests(spec: PodSpec): Amounts {
  const running: Record<string, number> = {}
  for (const container of spec.containers) add(running, requestsOf(container))
  const sidecars: Record<string, number> = {}
  const starting: Record<string, number> = {}
  for (const container of spec.initContainers ?? []) {
    const requests = requestsOf(container)
    if (container.restartPolicy === "Always") {
      add(running, requests)
      add(sidecars, requests)
      raise(starting, sidecars)
    } else {
      raise(starting, sum(sidecars, requests))
    }
  }
  raise(running, starting)
  Object.assign(running, amountsOf(spec.resources?.requests))
  add(running, amountsOf(spec.overhead))
  return running
}

export function amountsOf(quantities: Quantities): Amounts {
  if (quantities === undefined) return {}
  return Object.fromEntries(
    Object.entries(quantities).map(([name, value]) => [name, name === "cpu" ? milliValue(value) : wholeValue(value)]),
  )
}

function requestsOf({ resources }: Container): Amounts {
  return amountsOf(resources?.requests)
}

function add(to: Record<string, number>, amounts: Amounts): void {
  for (const [name, value] of Object.entries(amounts)) to[name] = (to[name] ?? 0) + value
}

function raise(to: Record<string, number>, amounts: Amounts): void {
  for (const [name, value] of Object.entries(amounts)) to[name] = Math.max(to[name] ?? 0, value)
}

function sum(a: Amounts, b: Amounts): Amounts {
  const total = { ...a }
  add(total, b)
  return total
}
