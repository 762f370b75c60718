import type { HTTPGetAction, LifecycleHandler, Pod, Probe } from "../../apis/core/v1.gen.ts"
import type { AnyContainer } from "../pod/containers.ts"

/** One thing to try, with everything resolved. */
export type ProbeTarget =
  | { readonly type: "exec"; readonly command: readonly string[] }
  | { readonly type: "http"; readonly url: string; readonly headers: Readonly<Record<string, string>> }
  | { readonly type: "tcp"; readonly host: string; readonly port: number }
  | { readonly type: "grpc"; readonly host: string; readonly port: number; readonly service: string }

export type TargetOrProblem = ProbeTarget | { readonly type: "problem"; readonly message: string }

/** What a probe or a hook is aimed at. Ports may be names, a host left out is the pod. */
export function targetOf(
  handler: Pick<Probe, "exec" | "httpGet" | "tcpSocket" | "grpc"> | LifecycleHandler,
  container: AnyContainer,
  podIp: string,
  userAgent: string,
): TargetOrProblem {
  const { exec, httpGet, tcpSocket } = handler
  if (exec !== undefined) return { type: "exec", command: exec.command ?? [] }
  if (httpGet !== undefined) {
    const port = portOf(httpGet.port, container)
    if (port === undefined) return problem(httpGet.port)
    const host = httpGet.host || podIp
    const scheme = (httpGet.scheme ?? "HTTP").toLowerCase()
    const path = (httpGet.path ?? "/").startsWith("/") ? (httpGet.path ?? "/") : `/${httpGet.path}`
    return { type: "http", url: `${scheme}://${bracket(host)}:${port}${path}`, headers: headersOf(httpGet, userAgent) }
  }
  if (tcpSocket !== undefined) {
    const port = portOf(tcpSocket.port, container)
    return port === undefined ? problem(tcpSocket.port) : { type: "tcp", host: tcpSocket.host || podIp, port }
  }
  const grpc = "grpc" in handler ? handler.grpc : undefined
  if (grpc !== undefined) return { type: "grpc", host: podIp, port: grpc.port, service: grpc.service ?? "" }
  return { type: "problem", message: "missing probe handler" }
}

/** The probe of a kind that a container has. */
export function probeOf(container: AnyContainer, type: "startup" | "liveness" | "readiness"): Probe | undefined {
  if (type === "startup") return container.startupProbe
  return type === "liveness" ? container.livenessProbe : container.readinessProbe
}

export function podIpOf(pod: Pod, ips: readonly string[], hostIps: readonly string[]): string {
  return (pod.spec?.hostNetwork === true ? hostIps[0] : ips[0]) ?? ""
}

function portOf(port: string | number, container: AnyContainer): number | undefined {
  const number = Number(port)
  if (Number.isInteger(number)) return number > 0 && number < 65_536 ? number : undefined
  return container.ports?.find(({ name }) => name === port)?.containerPort
}

function problem(port: string | number): TargetOrProblem {
  return { type: "problem", message: `couldn't find port: "${port}"` }
}

/** A header of the author's takes the place of ours; an empty one takes it away. */
function headersOf({ httpHeaders = [] }: HTTPGetAction, userAgent: string): Readonly<Record<string, string>> {
  const headers: Record<string, string> = { "user-agent": userAgent, accept: "*/*" }
  for (const { name, value } of httpHeaders) {
    if (value === "") delete headers[name.toLowerCase()]
    else headers[name.toLowerCase()] = value
  }
  return headers
}

function bracket(host: string): string {
  return host.includes(":") ? `[${host}]` : host
}
