import { isPodActive, isPodReady } from "../../apis/core/pod/state.ts"
import type { Pod, Service } from "../../apis/core/v1.gen.ts"
import type { Endpoint, EndpointSlice } from "../../apis/discovery/v1.gen.ts"

/** Where a connection goes, or why there is nowhere to go. */
export type Destination =
  | { readonly found: true; readonly pod: string; readonly port: number }
  | { readonly found: false; readonly reason: string }

/** What a forward is asked for: a number, or a port's name. */
export type PortWish = number | string

/** To one pod: it need not be ready, for one may want to see why it is not. */
export function toPod(pod: Pod | undefined, name: string, port: PortWish): Destination {
  if (pod === undefined) return nowhere(`There is no pod "${name}"`)
  if (pod.status.phase !== "Running") return nowhere(`Pod "${name}" does not run: it is ${pod.status.phase}`)
  return atPort(pod, port)
}

/** To a ready one of several, the same as before where that is still ready. */
export function toReadyPod(pods: readonly Pod[], before: string | undefined, port: PortWish): Destination {
  const staying = pods.filter(isPodActive)
  const ready = staying.filter(isPodReady)
  const [first] = ready.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  const chosen = ready.find((pod) => nameOf(pod) === before) ?? first
  if (chosen !== undefined) return atPort(chosen, port)
  return nowhere(reasonFor(staying.length))
}

/** To a ready endpoint of a service, at the port behind the service's own. */
export function toEndpoint(
  { service, slices }: { readonly service: Service | undefined; readonly slices: readonly EndpointSlice[] },
  before: string | undefined,
  port: PortWish,
): Destination {
  if (service === undefined) return nowhere("There is no such service")
  const ports = service.spec.ports ?? []
  const wanted = ports.find((one) => one.port === port || one.name === port)
  if (wanted === undefined) {
    const known = ports.map((one) => one.port).join(", ")
    return nowhere(`The service has no port ${port}${known === "" ? "" : `: it has ${known}`}`)
  }
  const found = slices.flatMap((slice) => backendsOf(slice, wanted.name ?? ""))
  const [first] = found.toSorted((a, b) => (a.pod < b.pod ? -1 : 1))
  const chosen = found.find(({ pod }) => pod === before) ?? first
  return chosen === undefined ? nowhere("None of the service's pods is ready") : { found: true, ...chosen }
}

function backendsOf({ ports, endpoints }: EndpointSlice, portName: string) {
  const port = ports?.find((one) => (one.name ?? "") === portName)?.port
  if (port === undefined) return []
  return (endpoints ?? []).flatMap((endpoint) => {
    const pod = readyPodOf(endpoint)
    return pod === undefined ? [] : [{ pod, port }]
  })
}

function readyPodOf({ conditions, targetRef }: Endpoint): string | undefined {
  return conditions?.ready !== false && targetRef?.kind === "Pod" ? targetRef.name : undefined
}

function atPort(pod: Pod, wish: PortWish): Destination {
  if (typeof wish === "number") return { found: true, pod: nameOf(pod), port: wish }
  const ports = pod.spec.containers.flatMap((container) => container.ports ?? [])
  const port = ports.find(({ name }) => name === wish)?.containerPort
  if (port === undefined) return nowhere(`Pod "${nameOf(pod)}" has no port named "${wish}"`)
  return { found: true, pod: nameOf(pod), port }
}

function nowhere(reason: string): Destination {
  return { found: false, reason }
}

function nameOf(pod: Pod): string {
  return pod.metadata.name ?? ""
}

function reasonFor(pods: number): string {
  if (pods === 0) return "There are no pods"
  return pods === 1 ? "The pod is not ready" : `None of ${pods} pods is ready`
}
