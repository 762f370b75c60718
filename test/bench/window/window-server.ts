/** A program of its own: an API server full of pods that change, and the screens served over it. Says its address. */
import { createInterface } from "node:readline"
import { parse } from "yaml"
import { contract } from "../../../core/bridge/contract.ts"
import { type Services, serveBridge } from "../../../core/bridge/host.ts"
import { readKubeconfig } from "../../../core/client/kubeconfig/kubeconfig.ts"
import { ensureScreens } from "../../../core/cmd/bundle/screens.ts"
import { requestApi } from "../../../core/desktop/api/api-request.ts"
import { newToken } from "../../../core/desktop/server/access.ts"
import { startScreensServer } from "../../../core/desktop/server/screens-server.ts"
import { systemClock } from "../../../core/host/clock.ts"
import { readTextFile } from "../../../core/host/files.ts"
import { systemRandom } from "../../../core/host/random.ts"
import { HttpsTransport } from "../../../core/transport/https/https-transport.ts"
import { root } from "../../support/cove.ts"
import { startTestApiServer, type TestApiServer } from "../../support/test-api-server.ts"
import { churnPods, fillWithPods } from "./bench-pods.ts"

const [, , podsAsked = "20000", folder] = process.argv
const podCount = Number(podsAsked)
const never = new Promise<never>(() => {})

await using api = await startTestApiServer()
await fillWithPods(api.client, podCount)
const transport = new HttpsTransport({ ...(await accessOf(api)), clock: systemClock })
const services = servicesOver(transport, api.url)
const server = await startScreensServer({
  folder: folder ?? (await ensureScreens({ root })),
  port: 0,
  token: newToken(systemRandom),
  clock: systemClock,
  onLine: (line) =>
    serveBridge(line, { services, explain: (error) => ({ id: "", message: String(error), advice: "" }) }),
})
console.log(server.url)

let churn = new AbortController()
for await (const line of createInterface(process.stdin)) {
  churn.abort()
  if (line !== "churn") continue
  churn = new AbortController()
  churnPods(api.client, podCount, churn.signal).catch((error: unknown) => console.error(error))
}
churn.abort()
transport.close()
await server.close()

async function accessOf({ kubeconfig }: TestApiServer) {
  const access = readKubeconfig(parse((await readTextFile(kubeconfig)) ?? ""))
  const text = (material: typeof access.ca) =>
    material !== undefined && "text" in material ? material.text : undefined
  return { server: access.server, ca: text(access.ca), certificate: text(access.certificate), key: text(access.key) }
}

/** What the list needs is real; of the rest, streams say nothing and calls refuse. */
function servicesOver(cluster: HttpsTransport, url: string): Services {
  const size = { nodes: [], cpus: 2, memoryMiB: 2048 }
  const plain = { driver: "native", kubernetesVersion: "v1.36.3", kubeconfig: "", current: true, server: url }
  const summary = { ...plain, ...size, name: "bench", state: "running", createdAt: "2026-01-01T00:00:00Z" }
  const rest = Object.entries(contract).map(([name, { type }]) => [name, type === "call" ? refuse : () => say()])
  const own: Partial<Services> = {
    "clusters.watch": () => say([summary as never]), // of the contract's type, whose state is one of many words
    "operations.watch": () => say([]),
    "terminals.watch": () => say([]),
    "forwards.watch": () => say([]),
    "api.reachable": () => say({ reachable: true, sinceMs: 0 }),
    "api.request": (input, context) => requestApi(cluster, input, context),
  }
  return { ...Object.fromEntries(rest), ...own } as Services // the rest was made from the contract
}

async function refuse(): Promise<never> {
  throw new Error("The bench has none")
}

async function* say<T>(...items: readonly T[]): AsyncGenerator<T> {
  yield* items
  await never
}
