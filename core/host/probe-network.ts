import { get as httpGet } from "node:http"
import { Agent, get as httpsGet } from "node:https"
import { connect } from "node:net"

/** How the kubelet tries whether something answers. A problem is said in the words of Go's net package: users know them. */
export interface ProbeNetwork {
  httpGet(url: string, headers: Readonly<Record<string, string>>, timeoutMs: number): Promise<HttpAnswer>
  /** Undefined: it accepted. */
  connect(host: string, port: number, timeoutMs: number): Promise<string | undefined>
  /** Undefined: it says it is serving (grpc.health.v1). */
  grpcHealth(host: string, port: number, service: string, timeoutMs: number): Promise<string | undefined>
}

export type HttpAnswer = { readonly status: number; readonly body: string } | { readonly problem: string }

/**
 * A connection for each try, as a probe is to see whether one can be made. But TLS goes on where the last connection to the
 * same place left off: to agree on keys anew is most of what probing an idle cluster costs.
 */
export function newProbeNetwork(): ProbeNetwork {
  const tls = new Agent({ keepAlive: false, rejectUnauthorized: false })
  return {
    httpGet: (url, headers, timeoutMs) => getOnce(url, headers, timeoutMs, tls),
    connect: connectOnce,
    grpcHealth: checkHealth,
  }
}

const bodyMax = 10 * 1024
const redirectsMax = 10

/** Follows redirects on the same host; one to elsewhere is an answer. Certificates are not checked, as in Kubernetes. */
async function getOnce(
  url: string,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
  tls: Agent,
): Promise<HttpAnswer> {
  let at = url
  for (let step = 0; step <= redirectsMax; step++) {
    const answer = await requestOnce(at, headers, timeoutMs, tls)
    if ("problem" in answer || answer.location === undefined) return answer
    const next = new URL(answer.location, at)
    if (next.hostname !== new URL(url).hostname) return answer
    at = next.href
  }
  return { problem: `stopped after ${redirectsMax} redirects` }
}

function requestOnce(
  url: string,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
  tls: Agent,
): Promise<{ status: number; body: string; location?: string } | { problem: string }> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const isSecure = url.startsWith("https:")
    const options = { headers: { connection: "close", ...headers }, agent: isSecure ? tls : (false as const) }
    const request = (isSecure ? httpsGet : httpGet)(url, options, (response) => {
      const chunks: Buffer[] = []
      let size = 0
      const { statusCode: status = 0, headers: answered } = response
      const finish = () => {
        clearTimeout(timer)
        request.destroy()
        const location = status >= 300 && status < 400 ? answered.location : undefined
        const body = Buffer.concat(chunks).toString("utf8").slice(0, bodyMax)
        resolve({ status, body, ...(location === undefined ? {} : { location }) })
      }
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk)
        size += chunk.length
        if (size >= bodyMax) finish()
      })
      response.on("end", finish)
    })
    const fail = (problem: string) => {
      clearTimeout(timer)
      request.destroy()
      resolve({ problem })
    }
    const timer = setTimeout(
      () => fail("context deadline exceeded (Client.Timeout exceeded while awaiting headers)"),
      timeoutMs,
    )
    request.on("error", (error) => fail(dialWords(error, hostname, port)))
  })
}

function connectOnce(host: string, port: number, timeoutMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const finish = (problem?: string) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(problem)
    }
    const timer = setTimeout(() => finish(`dial tcp ${host}:${port}: i/o timeout`), timeoutMs)
    socket.on("connect", () => finish())
    socket.on("error", (error) => finish(dialWords(error, host, String(port))))
  })
}

/** gRPC is loaded when the first such probe runs. */
async function checkHealth(
  host: string,
  port: number,
  service: string,
  timeoutMs: number,
): Promise<string | undefined> {
  const { Client, credentials, status } = await import("@grpc/grpc-js")
  const client = new Client(`${host}:${port}`, credentials.createInsecure())
  const named = Buffer.from(service)
  // HealthCheckRequest{service = 1} and HealthCheckResponse{status = 1}: one field each.
  const request = named.length === 0 ? Buffer.alloc(0) : Buffer.concat([Buffer.from([0x0a, named.length]), named])
  return new Promise((resolve) => {
    client.makeUnaryRequest(
      "/grpc.health.v1.Health/Check",
      (value: Buffer) => value,
      (bytes) => bytes[1] ?? 0,
      request,
      { deadline: Date.now() + timeoutMs },
      (error, answer) => {
        client.close()
        if (error === null) {
          resolve(
            answer === 1 ? undefined : `service unhealthy (responded with "${servingStatus[answer ?? 0] ?? answer}")`,
          )
        } else if (error.code === status.UNIMPLEMENTED) {
          resolve(
            `error: this server does not implement the grpc health protocol (grpc.health.v1.Health): ${error.details}`,
          )
        } else if (error.code === status.DEADLINE_EXCEEDED) {
          resolve(`timeout: health rpc did not complete within ${timeoutMs / 1000}s`)
        } else
          resolve(`timeout: failed to connect service "${host}:${port}" within ${timeoutMs / 1000}s: ${error.details}`)
      },
    )
  })
}

const servingStatus = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"]

function dialWords(error: NodeJS.ErrnoException, host: string, port: string): string {
  const where = `dial tcp ${host}:${port}: `
  switch (error.code) {
    case "ECONNREFUSED":
      return `${where}connect: connection refused`
    case "EHOSTUNREACH":
      return `${where}connect: no route to host`
    case "ENETUNREACH":
      return `${where}connect: network is unreachable`
    case "ETIMEDOUT":
      return `${where}connect: connection timed out`
    case "ECONNRESET":
      return `read tcp ${host}:${port}: read: connection reset by peer`
    default:
      return error.message === "socket hang up" ? "EOF" : error.message
  }
}
