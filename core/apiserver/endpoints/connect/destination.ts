import type { ConnectTarget } from "../../../machinery/api/kind.ts"
import { badRequest } from "../../../machinery/status/status-error.ts"
import type { NodeConnection } from "./node-connection.ts"

/** Where a stream goes, ready to be dialled. */
export interface Destination {
  readonly scheme: "http" | "https"
  readonly host: string
  readonly port: number
  /** Path and query. */
  readonly path: string
  readonly credentials: NodeConnection["credentials"]
}

/** A door named on a proxy request: `https:web:8443`. */
export interface Door {
  readonly scheme: "http" | "https" | undefined
  readonly name: string
  /** A number or a name; "" when none is named. */
  readonly port: string
}

export function destinationOf(target: ConnectTarget, nodes: NodeConnection, query: string, door: Door): Destination {
  if (target.to === "kubelet") {
    const own = target.query.toString()
    const path = own === "" ? target.path : `${target.path}?${own}`
    return { scheme: "https", ...nodes.kubeletOf(target.nodeName), path, credentials: nodes.credentials }
  }
  const { host, path } = target
  if (isOwn(host)) throw badRequest("address not allowed")
  const port = /^\d+$/.test(door.port) ? Number(door.port) : target.port
  const scheme = door.scheme ?? target.scheme
  return { scheme, host, port, path: query === "" ? path : `${path}?${query}`, credentials: undefined }
}

/** The API server's own machine and what only neighbours see are nobody's pods (k8s.io/apimachinery `IsProxyableIP`). */
function isOwn(host: string): boolean {
  return /^(127\.|169\.254\.|0\.0\.0\.0$|::1?$|fe80:|localhost$)/i.test(host)
}

/** `[scheme:]name[:port]` of a proxy request's name. */
export function parseDoor(text: string): Door {
  const [first = "", second, third] = text.split(":")
  if (second === undefined) return { scheme: undefined, name: first, port: "" }
  if (third === undefined) return { scheme: undefined, name: first, port: second }
  return { scheme: first === "https" ? "https" : "http", name: second, port: third }
}
