import type { Bridge } from "../../bridge/screens.ts"
import type { Transport, TransportRequest, TransportResponse } from "../../machinery/api/transport.ts"

/** A cluster's API server as the screens reach it: through the host, which has the keys. Runs in a browser. */
export class PortTransport implements Transport {
  readonly #bridge: Bridge
  readonly #profile: string

  constructor(bridge: Bridge, profile: string) {
    this.#bridge = bridge
    this.#profile = profile
  }

  async request({ signal, method, path, headers, body }: TransportRequest): Promise<TransportResponse> {
    const stop = new AbortController()
    const either = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal])
    const input = {
      profile: this.#profile,
      method,
      path,
      ...(headers === undefined ? {} : { headers: { ...headers } }),
      ...(body === undefined ? {} : { body: new Uint8Array(body) }),
    }
    const parts = this.#bridge.stream("api.request", input, either)[Symbol.asyncIterator]()
    const first = await parts.next()
    if (first.done === true || first.value.type !== "head") throw new Error("The answer has no head")
    const chunks = async function* () {
      try {
        for (let next = await parts.next(); next.done !== true; next = await parts.next()) {
          if (next.value.type === "chunk") yield next.value.bytes
        }
      } finally {
        stop.abort(new Error("Nobody reads on"))
        await parts.return?.()
      }
    }
    return {
      status: first.value.status,
      headers: first.value.headers,
      chunks: { [Symbol.asyncIterator]: chunks },
      bytes: async () => concatenate(await Array.fromAsync(chunks())),
    }
  }
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return only
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
