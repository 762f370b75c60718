import { connect } from "node:http2"
import type { TestApiServer } from "./test-api-server.ts"
import type { Loose } from "./test-cluster.ts"

export interface ApiAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly bytes: Buffer
  readonly text: string
  /** The body, where it is JSON. */
  readonly json: Loose
}

export interface ApiRequests extends Disposable {
  /** A body that is no text is sent as JSON, to a PATCH as a merge patch. */
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<ApiAnswer>
}

/** Bare requests of the administrator's, with nothing a client library would add. */
export function newApiRequests({ url, ca, admin }: Pick<TestApiServer, "url" | "ca" | "admin">): ApiRequests {
  const session = connect(url, { ca, cert: admin.certificate, key: admin.key })
  return {
    ask(method, path, body, headers = {}) {
      const type = method === "PATCH" ? "application/merge-patch+json" : "application/json"
      const sent = body === undefined ? {} : { "content-type": type }
      const asked = { ":method": method, ":path": path, ...sent, ...headers }
      const stream = session.request(asked, { endStream: body === undefined })
      if (body !== undefined) stream.end(typeof body === "string" ? body : JSON.stringify(body))
      const chunks: Buffer[] = []
      let answered: Readonly<Record<string, unknown>> = {}
      stream.on("response", (given) => {
        answered = given
      })
      stream.on("data", (chunk: Buffer) => chunks.push(chunk))
      return new Promise((resolve, reject) => {
        stream.once("error", reject)
        stream.once("end", () => {
          const bytes = Buffer.concat(chunks)
          const own = Object.entries(answered).map(([name, value]) => [name, String(value)] as const)
          const text = bytes.toString()
          const status = Number(answered[":status"])
          resolve({ status, headers: Object.fromEntries(own), bytes, text, json: parsed(text) })
        })
      })
    },
    [Symbol.dispose]: () => session.close(),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
