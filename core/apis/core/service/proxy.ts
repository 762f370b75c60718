import type { ConnectTarget, NamedPart } from "../../../machinery/api/kind.ts"
import { badRequest, serviceUnavailable } from "../../../machinery/status/status-error.ts"
import type { Service, ServicePort } from "../v1.gen.ts"
import { isHeadless } from "./facts.ts"

/** `services/https:web:443/proxy`: through the service's address, so that the proxy chooses the endpoint. */
export function serviceProxyTarget(
  service: Service,
  _query: URLSearchParams,
  rest: string,
  { scheme, port: asked }: NamedPart = { scheme: "", port: "" },
): ConnectTarget {
  const { name = "" } = service.metadata
  const { clusterIP: host, ports = [] } = service.spec
  const port = findPort(ports, asked)
  if (port === undefined && /^\d+$/.test(asked))
    throw serviceUnavailable(`no service port ${asked} found for service ${JSON.stringify(name)}`)
  if (port === undefined || !host || isHeadless(service))
    throw serviceUnavailable(`no endpoints available for service ${JSON.stringify(name)}`)
  if (scheme !== "" && scheme !== "http" && scheme !== "https")
    throw badRequest(`invalid service request "${scheme}:${name}"`)
  return { to: "address", scheme: scheme || "http", host, port, path: rest.startsWith("/") ? rest : `/${rest}` }
}

function findPort(ports: readonly ServicePort[], asked: string): number | undefined {
  if (asked === "") return ports[0]?.port
  return ports.find(({ name, port }) => name === asked || String(port) === asked)?.port
}
