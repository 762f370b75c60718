import type { Transport, TransportRequest, TransportResponse } from "../../../machinery/api/transport.ts"

/** What a fake server answers with: a body at once, or one that hangs until it is cut or the request is given up. */
export type FakeAnswer =
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  | { readonly status: number; readonly cut: Promise<Error | "end"> }

/** An API server that answers as a test says; a thrown error is a connection that failed. */
export class FakeTransport implements Transport {
  readonly asked: TransportRequest[] = []
  readonly #answer: (request: TransportRequest) => FakeAnswer | Promise<FakeAnswer>

  constructor(answer: (request: TransportRequest) => FakeAnswer | Promise<FakeAnswer>) {
    this.#answer = answer
  }

  async request(request: TransportRequest): Promise<TransportResponse> {
    this.asked.push(request)
    const answer = await this.#answer(request)
    const chunks = "cut" in answer ? hang(answer.cut, request.signal) : once(answer.body ?? "")
    return {
      status: answer.status,
      headers: "cut" in answer ? {} : (answer.headers ?? {}),
      chunks,
      bytes: async () => Buffer.concat(await Array.fromAsync(chunks)),
    }
  }
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

async function* hang(cut: Promise<Error | "end">, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  const gone = new Promise<never>((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)))
  const how = await Promise.race([cut, gone])
  if (how !== "end") throw how
}
