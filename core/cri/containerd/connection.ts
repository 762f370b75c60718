import { Client, credentials, status as grpcStatus, type ServiceError } from "@grpc/grpc-js"
import protobuf from "protobufjs/light.js"
import type { Clock } from "../../base/clock.ts"
import { RuntimeError, type RuntimeErrorCode } from "../runtime-error.ts"
import { type CriMethod, criCalls, criMessages } from "./messages.gen.ts"

/** One connection to containerd's socket: the CRI services by method name, and whatever else it serves. */
export class Connection {
  readonly #client: Client
  readonly #messages: protobuf.Root

  readonly #clock: Clock

  constructor(endpoint: string, clock: Clock) {
    this.#clock = clock
    const address = endpoint.includes(":") ? endpoint : `unix://${endpoint}`
    this.#client = new Client(address, credentials.createInsecure(), channelOptions)
    this.#messages = protobuf.Root.fromJSON(criMessages)
  }

  /**
   * Calls a CRI method. `T` is the response's wire form: the message with every field there, absent messages null,
   * enums by name, 64-bit numbers as numbers.
   */
  call<T>(method: CriMethod, request: object, { timeoutMs = 120_000, signal }: CallOptions = {}): Promise<T> {
    const { service, request: requestName, response: responseName } = criCalls[method]
    const requestType = this.#messages.lookupType(requestName)
    const responseType = this.#messages.lookupType(responseName)
    return new Promise<T>((resolve, reject) => {
      const call = this.#client.makeUnaryRequest(
        `/${service}/${method}`,
        (value: object) => Buffer.from(requestType.encode(requestType.fromObject(value)).finish()),
        // The descriptor that T is written from also decodes it.
        (bytes) => responseType.toObject(responseType.decode(bytes), asPlain) as T,
        request,
        timeoutMs > 0 ? { deadline: this.#clock.now() + timeoutMs } : {},
        (error, value) => {
          signal?.removeEventListener("abort", onAbort)
          if (error !== null || value === undefined) reject(toRuntimeError(error))
          else resolve(value)
        },
      )
      const onAbort = () => call.cancel()
      signal?.addEventListener("abort", onAbort, { once: true })
    })
  }

  /** A server's stream of messages, decoded by the caller. Throws a `RuntimeError` when it breaks. */
  async *stream<T>(path: string, request: Uint8Array, decode: (bytes: Uint8Array) => T, signal: AbortSignal) {
    const stream = this.#client.makeServerStreamRequest(
      path,
      (bytes: Uint8Array) => Buffer.from(bytes),
      decode,
      request,
    )
    const onAbort = () => stream.cancel()
    signal.addEventListener("abort", onAbort, { once: true })
    try {
      for await (const message of stream) yield message as T // `decode` made it
    } catch (error) {
      if (!signal.aborted) throw toRuntimeError(error)
    } finally {
      signal.removeEventListener("abort", onAbort)
      stream.cancel()
    }
  }

  close(): void {
    this.#client.close()
  }
}

export interface CallOptions {
  /** 0: no end. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal | undefined
}

/** A restarted containerd is found again within a second. */
const channelOptions = {
  "grpc.max_receive_message_length": 16 * 1024 * 1024,
  "grpc.initial_reconnect_backoff_ms": 100,
  "grpc.max_reconnect_backoff_ms": 1000,
  "grpc.enable_retries": 0,
}

const asPlain = { longs: Number, enums: String, defaults: true, arrays: true, objects: true } as const

const codes: Partial<Record<number, RuntimeErrorCode>> = {
  [grpcStatus.NOT_FOUND]: "not-found",
  [grpcStatus.ALREADY_EXISTS]: "already-exists",
  [grpcStatus.DEADLINE_EXCEEDED]: "deadline-exceeded",
  [grpcStatus.UNAVAILABLE]: "unavailable",
}

function toRuntimeError(error: unknown): RuntimeError {
  const { code, details, message } = (error ?? {}) as Partial<ServiceError> // every field is checked below
  const text = details || message || "runtime gave no answer"
  return new RuntimeError(codes[code ?? -1] ?? "unknown", text, { cause: error })
}
