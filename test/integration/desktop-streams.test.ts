import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { createServer as createHttps, type Server } from "node:https"
import { type AddressInfo, connect } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { WebSocketServer } from "ws"
import type { Pod } from "../../core/apis/core/v1.gen.ts"
import { configmaps, nodes, pods, serviceaccounts } from "../../core/apis/resources.gen.ts"
import { silentLog } from "../../core/base/log.ts"
import type { Reachability } from "../../core/bridge/contract/api.ts"
import { type Services, serveBridge } from "../../core/bridge/host.ts"
import { BridgeClient } from "../../core/bridge/screens.ts"
import { newMemoryLine } from "../../core/bridge/testing/memory-line.ts"
import { SharedInformers } from "../../core/client/informer/shared-informers.ts"
import { RestClient } from "../../core/client/rest/rest-client.ts"
import type { ClusterDeps } from "../../core/cluster/deps.ts"
import { ClusterError } from "../../core/cluster/errors.ts"
import { homeAt } from "../../core/cluster/home.ts"
import { newAuthority, signCertificate } from "../../core/cluster/pki/certificate.ts"
import { newApiServices } from "../../core/desktop/api/api-services.ts"
import { ClusterConnections } from "../../core/desktop/api/cluster-connections.ts"
import type { DesktopDeps } from "../../core/desktop/deps.ts"
import { newForwardServices } from "../../core/desktop/forwards/forward-services.ts"
import { FakeDriver } from "../../core/drivers/testing/fake-driver.ts"
import { systemClock } from "../../core/host/clock.ts"
import { systemRandom } from "../../core/host/random.ts"
import { HttpsTransport } from "../../core/transport/https/https-transport.ts"
import { PortTransport } from "../../core/transport/port/port-transport.ts"
import { eventually } from "../support/eventually.ts"
import { startTestApiServer, type TestApiServer } from "../support/test-api-server.ts"

/** A cluster's API as the screens see it: over the bridge, through the host, from a real API server in this process. */

const home = homeAt(await mkdtemp(join(tmpdir(), "cove-streams-")))
const driver = new FakeDriver()
const stop = new AbortController()
const { signal } = stop
const shared = { clock: systemClock, random: systemRandom, log: silentLog }

let api: TestApiServer
let bridge: BridgeClient
let kubelet: Server

beforeAll(async () => {
  kubelet = await startKubelet()
  api = await startTestApiServer({ kubelet: true })
  await writeProfile(api)
  const resources = { cpus: 1, memoryBytes: 2 ** 30 }
  const image = { key: "k", rootfs: "/" }
  const node = { name: "test", cluster: "test", image, address: "127.0.0.1", resources, hosts: {}, publishedPort: 0 }
  await driver.create(node)
  await driver.start("test")
  bridge = newBridge()
})

afterAll(async () => {
  stop.abort(new Error("The tests are over"))
  await api?.[Symbol.asyncDispose]()
  kubelet?.close()
  await rm(home.folder, { recursive: true, force: true })
})

describe("a cluster's API over the bridge", () => {
  it("is read, watched and written through core/client, as from anywhere else", async () => {
    const client = clientOver("test")
    const informers = new SharedInformers({ client, ...shared })
    const found = informers.of(configmaps, { namespace: "default" })
    const end = new AbortController()
    await informers.start(end.signal)
    await client.create(configmaps, { metadata: { namespace: "default", name: "a" }, data: { x: "ä".repeat(400_000) } })
    await until(() => found.get("default/a")?.data?.["x"] === "ä".repeat(400_000))
    await client.delete(configmaps, { namespace: "default", name: "a" })
    await until(() => found.get("default/a") === undefined)
    end.abort(new Error("It is seen"))
  })

  it("refuses in Kubernetes' own words, and hides what is wrong with a request from nobody", async () => {
    await expect(clientOver("test").get(configmaps, { namespace: "default", name: "none" })).rejects.toMatchObject({
      status: { reason: "NotFound", code: 404 },
    })
  })

  it("ends a watch when the screens lose interest", async () => {
    const end = new AbortController()
    const watching = Array.fromAsync(clientOver("test").watch(configmaps, { signal: end.signal }))
    await systemClock.sleep(50)
    end.abort(new Error("never mind"))
    await expect(watching).rejects.toThrow("never mind")
  })

  it("says that a cluster is not there", async () => {
    await expect(clientOver("nowhere").list(pods)).rejects.toMatchObject({ id: "MK_PROFILE_NOT_FOUND" })
  })
})

describe("a port that leads to a pod", () => {
  it("carries bytes both ways, and says why when nothing listens there", async () => {
    await runPod(api)
    const wish = { profile: "test", namespace: "default", kind: "pods", name: "web", localPort: 0 } as const
    const forward = await bridge.call("forwards.open", { ...wish, port: 8080 })
    expect(forward.command).toBe(`kubectl --context test port-forward -n default pod/web ${forward.localPort}:8080`)
    const sent = "hello".repeat(100_000)
    expect((await say(forward.localPort, sent)) === `8080 ${sent}`).toBe(true)

    const deaf = await bridge.call("forwards.open", { ...wish, port: 81 })
    expect(await say(deaf.localPort, "anybody?")).toBe("")
    for await (const forwards of bridge.stream("forwards.watch", undefined)) {
      const reason = forwards.find(({ id }) => id === deaf.id)?.reason
      if (reason === undefined) continue
      expect(reason).toBe('Nothing listens on port 81 of pod "web"')
      break
    }
    await bridge.call("forwards.close", { id: deaf.id })
    await expect(say(deaf.localPort, "gone")).rejects.toThrow("ECONNREFUSED")
  })
})

describe("a cluster that goes and comes back elsewhere", () => {
  it("is said to be away, and found again with its new address and keys", async () => {
    const told: Reachability[] = []
    const following = followReachability(told)
    const informers = new SharedInformers({ client: clientOver("test"), ...shared })
    const found = informers.of(configmaps, { namespace: "default" })
    await informers.start(signal)
    await until(() => told.at(-1)?.reachable === true)

    await api[Symbol.asyncDispose]()
    await until(() => told.at(-1)?.reachable === false)
    await driver.stop("test")
    await until(() => told.at(-1)?.reason === 'Cluster "test" does not run')
    await expect(clientOver("test").list(pods)).rejects.toMatchObject({ id: "GUEST_NOT_RUNNING" })

    api = await startTestApiServer()
    await writeProfile(api)
    await driver.start("test")
    await api.client.create(configmaps, { metadata: { namespace: "default", name: "new" } })
    await until(() => told.at(-1)?.reachable === true)
    await until(() => found.get("default/new") !== undefined)
    following.abort(new Error("It is seen"))
  })
})

async function until(isSo: () => boolean): Promise<void> {
  await eventually(() => expect(isSo()).toBe(true), { atMostMs: 15_000 })
}

function newBridge(): BridgeClient {
  const cluster = {
    home,
    clock: systemClock,
    openDriver: async () => driver,
    openTransport: (access) => new HttpsTransport({ ...access, clock: systemClock }),
  } as Partial<ClusterDeps> as ClusterDeps // no more of it is used
  const deps = { ...shared, cluster, signal } as Partial<DesktopDeps> as DesktopDeps // as above
  const connections = new ClusterConnections(deps)
  const services = { ...newApiServices(deps, connections), ...newForwardServices(deps, connections) }
  const explain = (error: unknown) => ({
    id: error instanceof ClusterError ? error.id : "",
    message: String(error),
    advice: "",
  })
  const dial = async () => {
    const line = newMemoryLine()
    serveBridge(line.host, { services: services as Services, explain }) // a test asks only for what it gives
    return line.screens
  }
  return new BridgeClient({ clock: systemClock, dial })
}

function clientOver(profile: string): RestClient {
  return new RestClient({ transport: new PortTransport(bridge, profile), clock: systemClock, userAgent: "test" })
}

function followReachability(told: Reachability[]): AbortController {
  const end = new AbortController()
  const follow = async () => {
    for await (const value of bridge.stream("api.reachable", { profile: "test" }, end.signal)) told.push(value)
  }
  follow().catch(() => {}) // it is ended by its signal
  return end
}

/** What a start leaves behind: where the cluster is, and the administrator's keys. */
async function writeProfile(server: TestApiServer): Promise<void> {
  const folder = home.profileFolder("test")
  await mkdir(join(folder, "pki"), { recursive: true })
  const profile = {
    name: "test",
    driver: "native",
    kubernetesVersion: "v1.36.3",
    subnet: "127.0.0.0/8",
    apiServerPort: Number(new URL(server.url).port),
    podSubnet: "10.244.0.0/16",
    serviceSubnet: "10.96.0.0/12",
    dnsDomain: "cluster.local",
    cpus: 1,
    memoryMiB: 1024,
    nodes: [{ name: "test", address: "127.0.0.1", podSubnet: "10.244.0.0/24", controlPlane: true }],
    kubeconfig: join(home.folder, "kubeconfig"),
    createdAt: "2026-01-01T00:00:00Z",
  }
  await writeFile(join(folder, "profile.json"), JSON.stringify(profile))
  await writeFile(join(folder, "pki/admin.crt"), server.admin.certificate)
  await writeFile(join(folder, "pki/admin.key"), server.admin.key)
  await writeFile(home.authority.certificate, server.ca)
}

/** A pod that runs on a node whose kubelet is ours. */
async function runPod({ client }: TestApiServer): Promise<void> {
  const { port } = kubelet.address() as AddressInfo // a TCP server that listens
  await client.create(nodes, { metadata: { name: "n1" }, spec: {}, status: {} })
  const nodeStatus = {
    addresses: [{ type: "InternalIP", address: "127.0.0.1" }],
    daemonEndpoints: { kubeletEndpoint: { Port: port } },
  }
  const subresource = { subresource: "status" }
  await client.patch(nodes, { name: "n1" }, { type: "merge", body: { status: nodeStatus } }, subresource)
  await client.create(serviceaccounts, { metadata: { name: "default", namespace: "default" } })
  const at = { name: "web", namespace: "default" }
  const spec = { nodeName: "n1", containers: [{ name: "c", image: "x" }] }
  await client.create(pods, { metadata: at, spec, status: {} } as Pod) // the rest is defaulted
  await client.patch(pods, at, { type: "merge", body: { status: { phase: "Running" } } }, subresource)
}

/** A kubelet that forwards ports as the container runtime does: it answers with the port and what it was told. */
async function startKubelet(): Promise<Server> {
  const validity = { nowMs: Date.now(), days: 1 }
  const own = await newAuthority("kubelet", validity)
  const serving = await signCertificate(own, { ...validity, commonName: "n1", usages: ["server"], hosts: ["n1"] })
  const server = createHttps({ key: serving.key, cert: serving.certificate })
  const sockets = new WebSocketServer({ server, handleProtocols: () => "v4.channel.k8s.io" })
  sockets.on("connection", (ws, request) => {
    const port = Number(new URL(request.url ?? "", "http://kubelet").searchParams.get("port"))
    for (const channel of [0, 1]) ws.send(Buffer.of(channel, port & 255, port >> 8))
    if (port === 81) {
      ws.send(Buffer.concat([Buffer.of(1), Buffer.from("failed to connect: connect: connection refused")]))
      ws.close()
      return
    }
    ws.send(Buffer.concat([Buffer.of(0), Buffer.from(`${port} `)]))
    ws.on("message", (frame: Buffer) => ws.send(frame))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return server
}

/** What comes back until it is as long as what was said, or the other side ends. */
function say(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ""
    const socket = connect(port, "127.0.0.1", () => socket.write(text))
    socket.on("error", reject)
    socket.on("data", (bytes) => {
      answer += String(bytes)
      if (answer.length > text.length && answer.endsWith(text.slice(-5))) socket.destroy()
    })
    socket.on("close", () => resolve(answer))
    socket.setTimeout(5_000, () => socket.destroy())
  })
}
