import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { runCommand } from "../../core/host/command.ts"
import { NftablesBackend } from "../../core/proxy/nftables/nftables.ts"
import type { ServicePort } from "../../core/proxy/service-port.ts"

/**
 * A node and two pods as network namespaces of this machine, with the kernel's own nftables between them.
 *
 *   pod a 10.77.0.2 ─┐
 *   pod b 10.77.0.3 ─┴ bridge in the node's namespace (10.77.0.1)
 */
const node = `cove-n-${process.pid}`
const pods = {
  a: { namespace: `cove-a-${process.pid}`, ip: "10.77.0.2" },
  b: { namespace: `cove-b-${process.pid}`, ip: "10.77.0.3" },
} as const
const clusterIP = "10.111.0.10"
const signal = new AbortController().signal
const servers: { kill(): void }[] = []

function inside(namespace: string, command: string, input?: string): Promise<string> {
  return runCommand("ip", ["netns", "exec", namespace, "sh", "-c", command], input === undefined ? {} : { input })
}

/** Asks the service from a namespace and says who answered; "refused" or "nobody" when none did. */
async function ask(namespace: string, address: string): Promise<string> {
  const program = `
    const request = require("node:http").get("http://${address}/", { agent: false, timeout: 2000 }, (response) => {
      let text = ""; response.on("data", (part) => (text += part)); response.on("end", () => console.log(text)) })
    request.on("timeout", () => { console.log("nobody"); process.exit() })
    request.on("error", (error) => { console.log(error.code === "ECONNREFUSED" ? "refused" : error.code); process.exit() })`
  return runCommand("ip", ["netns", "exec", namespace, process.execPath, "-e", program])
}

function web(more: Partial<ServicePort>): ServicePort {
  return {
    id: "default/web/tcp/http",
    protocol: "tcp",
    clusterIP,
    port: 80,
    externalIPs: [],
    nodePort: 30_080,
    clusterEndpoints: [pods.a, pods.b].map(({ ip }) => ({ ip, port: 8080, local: true })),
    externalEndpoints: [],
    keepsClientAddress: false,
    affinitySeconds: undefined,
    sourceRanges: [],
    ...more,
  }
}

async function serve(namespace: string, name: string): Promise<void> {
  const program = `require("node:http").createServer((q, r) => r.end("${name}")).listen(8080, () => console.log("up"))`
  const { spawn } = await import("node:child_process")
  const child = spawn("ip", ["netns", "exec", namespace, process.execPath, "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  servers.push(child)
  await new Promise((resolve) => child.stdout.once("data", resolve))
}

beforeAll(async () => {
  await runCommand("ip", ["netns", "add", node])
  await inside(
    node,
    `ip link set lo up; ip link add br0 type bridge; ip addr add 10.77.0.1/24 dev br0; ip link set br0 up
     ip link add up0 type veth peer name up1; ip addr add 10.78.0.1/24 dev up0; ip link set up0 up; ip link set up1 up; ip route add default via 10.78.0.254
     echo 1 > /proc/sys/net/ipv4/ip_forward; echo 1 > /proc/sys/net/bridge/bridge-nf-call-iptables`,
  )
  for (const [name, { namespace, ip }] of Object.entries(pods)) {
    await runCommand("ip", ["netns", "add", namespace])
    await inside(
      node,
      `ip link add ve${name} type veth peer name eth0 netns ${namespace}; ip link set ve${name} master br0 up; bridge link set dev ve${name} hairpin on`,
    )
    await inside(
      namespace,
      `ip link set lo up; ip addr add ${ip}/24 dev eth0; ip link set eth0 up; ip route add default via 10.77.0.1`,
    )
    await serve(namespace, name)
  }
})

afterAll(async () => {
  for (const server of servers) server.kill()
  for (const namespace of [node, pods.a.namespace, pods.b.namespace])
    await runCommand("ip", ["netns", "del", namespace]).catch(() => "")
})

describe("the service proxy on the kernel's nftables", () => {
  const backend = new NftablesBackend(async (script) => void (await inside(node, "nft -f -", script)), {
    clusterCidr: "10.77.0.0/24",
  })

  it("balances a cluster IP over both endpoints, from the node and from a pod that is one of them", async () => {
    await backend.sync([web({})], signal)
    for (const from of [node, pods.a.namespace]) {
      const answers = new Set(await Promise.all(Array.from({ length: 16 }, () => ask(from, `${clusterIP}:80`))))
      expect([...answers].sort()).toEqual(["a", "b"])
    }
  })

  it("serves the node port on the node's own address", async () => {
    expect(["a", "b"]).toContain(await ask(pods.b.namespace, "10.77.0.1:30080"))
  })

  it("follows an endpoint that ends with a few lines, and rejects at once when the last one is gone", async () => {
    await backend.sync([web({ clusterEndpoints: [{ ip: pods.b.ip, port: 8080, local: true }] })], signal)
    const answers = new Set(
      await Promise.all(Array.from({ length: 6 }, () => ask(pods.a.namespace, `${clusterIP}:80`))),
    )
    expect([...answers]).toEqual(["b"])
    await backend.sync([web({ clusterEndpoints: [] })], signal)
    expect(await ask(pods.a.namespace, `${clusterIP}:80`)).toBe("refused")
    expect(await ask(pods.a.namespace, "10.77.0.1:30080")).toBe("refused")
  })

  it("keeps a client with its endpoint under ClientIP affinity", async () => {
    await backend.sync([web({ affinitySeconds: 60 })], signal)
    const answers = new Set<string>()
    for (let i = 0; i < 8; i++) answers.add(await ask(pods.a.namespace, `${clusterIP}:80`))
    expect(answers.size).toBe(1)
  })

  it("removes a service without a trace", async () => {
    await backend.sync([], signal)
    const rules = await inside(node, "nft list table ip kube-proxy")
    expect(rules).not.toContain("chain endpoint-")
    expect(rules).not.toContain(clusterIP)
  })
})
