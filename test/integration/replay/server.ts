import { generateKeyPairSync } from "node:crypto"
import { kinds, kindsToCome } from "../../../core/apis/kinds.ts"
import { schemaText } from "../../../core/apis/schema.gen.ts"
import { newApiServer } from "../../../core/apiserver/api-server.ts"
import { Bootstrap } from "../../../core/apiserver/bootstrap/bootstrap.ts"
import { firstObjects } from "../../../core/apiserver/bootstrap/first-objects.ts"
import { silentLog } from "../../../core/base/log.ts"
import { SeededRandom } from "../../../core/base/testing/seeded-random.ts"
import { RestClient } from "../../../core/client/rest/rest-client.ts"
import { systemClock } from "../../../core/host/clock.ts"
import type { Transport, TransportRequest } from "../../../core/machinery/api/transport.ts"
import { Schema } from "../../../core/machinery/schema/schema.ts"
import { newMemoryStorage } from "../../../core/storage/memory/memory-storage.ts"
import { loopback } from "../../../core/transport/loopback/loopback.ts"

export interface ReplayServer {
  /** As a cluster's administrator. */
  send(method: TransportRequest["method"], path: string, body?: unknown): Promise<Reply>
  stop(): void
}

export interface Reply {
  readonly status: number
  /** `299 - "..."`, one after the other. */
  readonly warnings: string
  // biome-ignore lint/suspicious/noExplicitAny: whatever the server says; the tests compare it
  readonly body: any
}

const decoder = new TextDecoder()

/** A whole API server in this process, in memory, with what a new cluster has. */
export async function startReplayServer(): Promise<ReplayServer> {
  const stop = new AbortController()
  const deps = { clock: systemClock, random: new SeededRandom(1), log: silentLog }
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" })
  const bootstrap = new Bootstrap(
    firstObjects({ advertise: { address: "192.168.99.100", port: 8443 }, serviceIP: "10.96.0.1", clientCa: "" }),
    deps,
  )
  const server = newApiServer({
    ...deps,
    kinds: [...kinds, ...kindsToCome],
    schema: new Schema(schemaText),
    protobufText: async () => "",
    storage: newMemoryStorage({ clock: systemClock }),
    tokenKeys: { issuer: "https://kubernetes.default.svc", audiences: ["https://kubernetes.default.svc"], ...keys },
    serviceRange: "10.96.0.0/12",
    nodePortRange: "30000-32767",
    serverAddress: "192.168.99.100:8443",
    openApi: {
      v2: async () => ({}),
      v2Protobuf: async () => new Uint8Array(),
      v3Paths: [],
      v3: async () => undefined,
    },
  })
  const transport = loopback(server.handle, {
    name: "kubernetes-admin",
    groups: ["system:masters", "system:authenticated"],
  })
  const signal = stop.signal
  await started(server.component, signal)
  await started(bootstrap.use(new RestClient({ transport, clock: systemClock, userAgent: "kube-apiserver" })), signal)
  return { send: (method, path, body) => send(transport, method, path, body), stop: () => stop.abort() }
}

async function send(
  transport: Transport,
  method: TransportRequest["method"],
  path: string,
  body?: unknown,
): Promise<Reply> {
  const headers = { "content-type": "application/json", accept: "application/json", "user-agent": "replay/1" }
  const sent = body === undefined ? {} : { body: new TextEncoder().encode(JSON.stringify(body)) }
  const response = await transport.request({ method, path, headers, ...sent })
  const warnings = response.headers["warning"] ?? ""
  return { status: response.status, warnings, body: JSON.parse(decoder.decode(await response.bytes())) }
}

function started(
  component: { run(context: { readonly signal: AbortSignal; ready(): void }): Promise<void> },
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    component
      .run({ signal, ready: resolve })
      .then(resolve, (error: unknown) => (signal.aborted ? resolve() : reject(error)))
  })
}
