import type { ApiPart } from "../../bridge/contract/api.ts"
import type { Input } from "../../bridge/contract.ts"
import type { ServiceContext } from "../../bridge/host.ts"
import { ClusterError } from "../../cluster/errors.ts"
import { DriverError } from "../../drivers/driver.ts"
import type { Transport } from "../../machinery/api/transport.ts"
import { unreachableReason } from "./unreachable-reason.ts"

/**
 * What screens may say in a request's head: how they want to be answered, and what they send. Never who they are: that
 * is the host's word, and `impersonate-*` would be another's.
 */
const allowedHeaders: ReadonlySet<string> = new Set(["accept", "content-type", "if-match", "if-none-match"])

/** So many bytes in one message at most: what is on its way is counted in messages. */
const chunkMax = 256 * 1024

/** One request of the screens to an API server: its head, then its body as it arrives. */
export async function* requestApi(
  transport: Transport,
  { profile, method, path, headers = {}, body }: Input<"api.request">,
  { signal }: ServiceContext,
): AsyncGenerator<ApiPart> {
  const request = {
    method,
    path,
    headers: { ...allowed(headers), "user-agent": "cove-desktop" },
    ...(body === undefined ? {} : { body }),
    signal,
  }
  try {
    const response = await transport.request(request)
    yield { type: "head", status: response.status, headers: response.headers }
    for await (const chunk of response.chunks) {
      for (let at = 0; at < chunk.length; at += chunkMax) yield { type: "chunk", bytes: ownBytes(chunk, at) }
    }
  } catch (error) {
    if (signal.aborted || error instanceof ClusterError || error instanceof DriverError) throw error
    throw unreachable(profile, error)
  }
}

/** In words for the screens. The connection's own are left out: they would only be said behind them. */
function unreachable(profile: string, error: unknown): ClusterError {
  const advice = `See what its node says: cove logs -p ${profile}`
  return new ClusterError(unreachableReason(error), { id: "API_UNREACHABLE", exitCode: 80, advice })
}

function allowed(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const)
  return Object.fromEntries(entries.filter(([name]) => allowedHeaders.has(name)))
}

/** A copy: a part of a larger buffer would take all of that along when it is handed to another process. */
function ownBytes(chunk: Uint8Array, at: number): Uint8Array {
  return new Uint8Array(chunk.subarray(at, at + chunkMax))
}
