import { type IncomingMessage, type RequestOptions, request as requestHttp } from "node:http"
import { request as requestHttps } from "node:https"
import {
  badRequest,
  failure,
  internalError,
  type StatusError,
  serviceUnavailable,
} from "../../../machinery/status/status-error.ts"
import type { ApiRequest, ApiResponse } from "../../request.ts"
import type { Destination } from "./destination.ts"

/** These are between two neighbours and go no further (RFC 9110 section 7.6.1), and who asks stays with us. */
const neighbourly: readonly string[] = [
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "host",
  "authorization",
]

/** How much of a failure's text is read. */
const failureTextMax = 10_000

/**
 * Asks on the client's behalf and streams the answer back. With `statusOfFailures` the node's failure becomes the API's
 * own (a log that is not there yet); without, it is the client's to read (a proxied page).
 */
export async function forwardRequest(
  destination: Destination,
  request: ApiRequest,
  { statusOfFailures }: { readonly statusOfFailures: boolean },
): Promise<ApiResponse> {
  const body = request.method === "GET" || request.method === "HEAD" ? undefined : await request.body()
  const answer = await ask(destination, request, body)
  const status = answer.statusCode ?? 502
  if (statusOfFailures && (status < 200 || status > 206)) throw failureOf(status, await readText(answer))
  return {
    status,
    headers: headersOf(answer),
    async run(sink, signal) {
      const stop = () => answer.destroy()
      signal.addEventListener("abort", stop)
      try {
        for await (const chunk of answer) {
          if (!sink.write(chunk as Uint8Array)) await sink.drained(signal) // an answer without an encoding has buffers
        }
      } finally {
        signal.removeEventListener("abort", stop)
        answer.destroy()
      }
    },
  }
}

function ask(
  destination: Destination,
  { method, headers, signal }: ApiRequest,
  body: Uint8Array | undefined,
): Promise<IncomingMessage> {
  const { scheme, host, port, path, credentials } = destination
  const options: RequestOptions = {
    method,
    host,
    port,
    path,
    signal,
    agent: false,
    headers: {
      ...Object.fromEntries(
        Object.entries(headers).filter(
          ([name, value]) => value !== undefined && !name.startsWith(":") && !neighbourly.includes(name),
        ),
      ),
      ...(body === undefined ? {} : { "content-length": body.length }),
    },
  }
  return new Promise((resolve, reject) => {
    // Kubelets and pods sign their own certificates: as in Kubernetes, who they are is not checked here.
    const asking =
      scheme === "https"
        ? requestHttps({ ...options, ...credentials, rejectUnauthorized: false })
        : requestHttp(options)
    asking.once("response", resolve)
    asking.once("error", (error) => reject(unreachableError(destination, error)))
    asking.end(body)
  })
}

function unreachableError({ scheme, host, port, path }: Destination, error: Error): StatusError {
  const address = `${host}:${port}`
  if (scheme === "http")
    return serviceUnavailable(`error trying to reach service: dial tcp ${address}: ${wordsOf(error)}`)
  return internalError(`Get "${scheme}://${address}${path}": dial tcp ${address}: ${wordsOf(error)}`)
}

/** The system's failures in Go's words, which people look for. */
export function wordsOf(error: Error & { readonly code?: string }): string {
  switch (error.code) {
    case "ECONNREFUSED":
      return "connect: connection refused"
    case "EHOSTUNREACH":
      return "connect: no route to host"
    case "ETIMEDOUT":
      return "i/o timeout"
    default:
      return error.message
  }
}

/** k8s.io/apiserver `GenericHttpResponseChecker`. */
function failureOf(status: number, text: string): StatusError {
  if (status === 400) return badRequest(text)
  if (status === 500) return internalError(text)
  if (status === 404)
    return failure(404, "NotFound", `the server could not find the requested resource`, {
      causes: [{ reason: "UnexpectedServerResponse", message: text }],
    })
  return failure(status, "", text === "" ? `the server responded with the status code ${status}` : text)
}

async function readText(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer) {
    const bytes = chunk as Buffer // an answer without an encoding has buffers
    chunks.push(bytes)
    size += bytes.length
    if (size > failureTextMax) break
  }
  answer.destroy()
  return Buffer.concat(chunks).toString().slice(0, failureTextMax).trimEnd()
}

function headersOf({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  const kept = Object.entries(headers).filter(([name, value]) => value !== undefined && !neighbourly.includes(name))
  return Object.fromEntries(
    kept.map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
  )
}
