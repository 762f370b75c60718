import { Resolver } from "node:dns/promises"
import { beforeAll, describe, expect, it } from "vitest"
import { eventually } from "../support/eventually.ts"
import { webImage, webImageArchive } from "../support/images.ts"
import type { Namespace, TestCluster } from "../support/test-cluster.ts"
import { drivers, sharedCluster } from "../support/test-cluster.ts"

const image = webImage(1)

/** The addresses that a DNS server gives for a name, over UDP. */
async function resolveAt(server: string, name: string): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: 1_000, tries: 1 })
  resolver.setServers([server])
  return resolver.resolve4(name)
}

for (const driver of drivers) {
  describe(`the network on the ${driver} driver`, () => {
    let cluster: TestCluster
    let space: Namespace

    beforeAll(async () => {
      cluster = await sharedCluster(driver)
      await cluster.cove(["image", "load", await webImageArchive(1)])
      space = await cluster.namespace("network")
      const named = (name: string, more: object, container: object = {}) => ({
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name, labels: { app: name } },
        spec: { terminationGracePeriodSeconds: 0, containers: [{ name: "c", image, ...container }], ...more },
      })
      const serviceOf = (name: string, more: object, port: object) => ({
        apiVersion: "v1",
        kind: "Service",
        metadata: { name },
        spec: { selector: { app: name }, ports: [{ name: "p", port: 80, targetPort: 8080, ...port }], ...more },
      })
      await space.apply(
        named("held", {}, { ports: [{ containerPort: 8080, hostPort: 18080 }] }),
        named(
          "onnode",
          { hostNetwork: true, dnsPolicy: "ClusterFirstWithHostNet" },
          { command: ["httpd", "-f", "-p", "18081", "-h", "/www"] },
        ),
        named("self", { hostname: "db-0", subdomain: "self" }, {}),
        serviceOf("self", { clusterIP: "None" }, {}),
        serviceOf("nobody", {}, {}),
        serviceOf(
          "elsewhere",
          {
            type: "ExternalName",
            externalName: "self.network.svc.cluster.local",
            selector: undefined,
            ports: undefined,
          },
          {},
        ),
        serviceOf("hairpin", { selector: { app: "self" }, sessionAffinity: "ClientIP" }, {}),
      )
      await space.kubectl(["wait", "--for=condition=Ready", "pod", "--all", "--timeout=60s"])
    })

    const inside = (script: string) => space.kubectl(["exec", "self", "--", "sh", "-c", script])
    const tryInside = (script: string) => space.tryKubectl(["exec", "self", "--", "sh", "-c", script])

    it("carries UDP to a node port", async () => {
      const outside = {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: "dns-outside", namespace: "kube-system" },
        spec: {
          type: "NodePort",
          selector: { "k8s-app": "kube-dns" },
          ports: [{ port: 53, protocol: "UDP" }],
        },
      }
      await cluster.apply(outside)
      const port = (await cluster.get("service", "-n", "kube-system", "dns-outside")).spec.ports[0].nodePort
      const name = "kubernetes.default.svc.cluster.local"
      await eventually(async () => expect(await resolveAt(`${cluster.ip}:${port}`, name)).toEqual(["10.96.0.1"]))
      await cluster.kubectl(["delete", "service", "-n", "kube-system", "dns-outside"])
    })

    it("opens a pod's host port, and a pod on the node's own network", async () => {
      for (const port of [18080, 18081]) {
        await eventually(async () =>
          expect(await (await fetch(`http://${cluster.ip}:${port}/`)).text()).toBe("web 1\n"),
        )
      }
      const pod = await space.get("pod", "onnode")
      expect(pod.status.podIP).toBe(cluster.ip)
    })

    it("names endpoints of a headless service, and finds ports by SRV", async () => {
      const ip = (await space.get("pod", "self")).status.podIP
      await eventually(async () => expect(await inside("nslookup db-0.self.network.svc.cluster.local")).toContain(ip))
      expect(await inside("nslookup -type=srv _p._tcp.self.network.svc.cluster.local")).toContain(
        "8080 db-0.self.network.svc.cluster.local",
      )
      expect(await inside(`nslookup ${ip}`)).toContain("db-0.self.network.svc.cluster.local")
      expect(await inside("cat /etc/hosts")).toContain("db-0.self.network.svc.cluster.local")
    })

    it("follows an ExternalName", async () => {
      const ip = (await space.get("pod", "self")).status.podIP
      expect(await inside("nslookup elsewhere.network.svc.cluster.local")).toContain(ip)
    })

    it("lets a pod reach itself through its service", async () => {
      await eventually(async () => expect(await inside("wget -qO- http://hairpin/")).toBe("web 1\n"))
    })

    it("refuses at once where a service has no endpoints", async () => {
      const { code, stderr } = await tryInside("wget -qO- http://nobody/")
      expect(code).toBe(1)
      expect(stderr).toContain("refused")
    })

    it("gives pods the service variables of their namespace", async () => {
      await space.kubectl(["run", "late", `--image=${image}`, "--restart=Never", "--command", "--", "env"])
      await eventually(async () => expect((await space.get("pod", "late")).status.phase).toBe("Succeeded"))
      const variables = await space.kubectl(["logs", "late"])
      expect(variables).toContain("KUBERNETES_SERVICE_HOST=10.96.0.1")
      expect(variables).toMatch(/HAIRPIN_SERVICE_HOST=10\.\d+\.\d+\.\d+/)
      expect(variables).toContain("HAIRPIN_PORT_80_TCP_PORT=80")
    })

    it("takes a host port back when its pod ends", async () => {
      await space.kubectl(["delete", "pod", "held", "--now"])
      await eventually(() => expect(fetch(`http://${cluster.ip}:18080/`)).rejects.toThrow())
    })
  })
}
