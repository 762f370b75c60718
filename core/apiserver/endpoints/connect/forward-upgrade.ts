import { connect as connectTcp, type Socket } from "node:net"
import type { Duplex } from "node:stream"
import { connect as connectTls } from "node:tls"
import { failure } from "../../../machinery/status/status-error.ts"
import type { ApiRequest, ApiResponse } from "../../request.ts"
import type { Destination } from "./destination.ts"
import { wordsOf } from "./forward-request.ts"

/** Who asks is our affair: the node trusts our certificate. */
const ours: readonly string[] = ["authorization", "host"]
const bearerProtocol = "base64url.bearer.authorization.k8s.io."

/**
 * WebSocket or SPDY, whichever was asked for: the request is said again to the other end, and from then on both ends
 * talk to each other. What the other end answers, a refusal included, is the answer.
 */
export async function forwardUpgrade(destination: Destination, request: ApiRequest): Promise<ApiResponse> {
  const far = await dial(destination, request.signal)
  return {
    takeOver: (near, head, signal) => {
      far.write(headOf(destination, request))
      if (head.length > 0) far.write(head)
      return join(near, far, signal)
    },
  }
}

function dial({ scheme, host, port, credentials }: Destination, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const isTls = scheme === "https"
    // As in `forward-request.ts`: the other end's certificate is its own.
    const socket = isTls
      ? connectTls({ host, port, ...credentials, rejectUnauthorized: false, ALPNProtocols: ["http/1.1"] })
      : connectTcp({ host, port })
    const stop = () => socket.destroy(new Error("the client went away"))
    signal.addEventListener("abort", stop, { once: true })
    socket.once(isTls ? "secureConnect" : "connect", () => {
      signal.removeEventListener("abort", stop)
      socket.setNoDelay(true)
      resolve(socket)
    })
    socket.once("error", (error) => {
      signal.removeEventListener("abort", stop)
      reject(failure(500, "", `error dialing backend: dial tcp ${host}:${port}: ${wordsOf(error)}`))
    })
  })
}

function headOf({ host, port, path }: Destination, { method, headers }: ApiRequest): string {
  const lines = Object.entries(headers).flatMap(([name, value]) => {
    if (value === undefined || ours.includes(name)) return []
    const kept = name === "sec-websocket-protocol" ? withoutBearer(value) : value
    return kept === "" ? [] : [`${name}: ${kept}\r\n`]
  })
  return `${method} ${path} HTTP/1.1\r\nhost: ${host}:${port}\r\n${lines.join("")}\r\n`
}

function withoutBearer(protocols: string): string {
  const each = protocols.split(",").map((protocol) => protocol.trim())
  return each.filter((protocol) => !protocol.startsWith(bearerProtocol)).join(", ")
}

/** Until both have ended, or one broke. */
function join(near: Duplex, far: Socket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      near.destroy()
      far.destroy()
    }
    signal.addEventListener("abort", stop, { once: true })
    let open = 2
    const closed = () => {
      if (--open > 0) return
      signal.removeEventListener("abort", stop)
      resolve()
    }
    for (const socket of [near, far]) {
      socket.on("error", stop)
      socket.once("close", () => {
        closed()
        stop()
      })
    }
    near.pipe(far)
    far.pipe(near)
  })
}
