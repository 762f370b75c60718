import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { eventually } from "../support/eventually.ts"
import { webImage, webImageArchive } from "../support/images.ts"
import type { Loose, Namespace, TestCluster } from "../support/test-cluster.ts"
import { drivers, startCluster } from "../support/test-cluster.ts"

const labels = { app: "spread" }

for (const driver of drivers) {
  describe(`two nodes on the ${driver} driver`, () => {
    let cluster: TestCluster
    let space: Namespace

    beforeAll(async () => {
      cluster = await startCluster(`pair-${driver}`, driver, ["--nodes", "2"])
      await cluster.cove(["image", "load", await webImageArchive(1)])
      space = await cluster.namespace("spread")
      const script = "hostname > /www/index.html; exec httpd -f -p 8080 -h /www"
      await space.apply(
        {
          apiVersion: "apps/v1",
          kind: "Deployment",
          metadata: { name: "spread" },
          spec: {
            replicas: 4,
            selector: { matchLabels: labels },
            template: {
              metadata: { labels },
              spec: {
                terminationGracePeriodSeconds: 0,
                tolerations: ["not-ready", "unreachable"].map((key) => ({
                  key: `node.kubernetes.io/${key}`,
                  operator: "Exists",
                  effect: "NoExecute",
                  tolerationSeconds: 1,
                })),
                containers: [
                  {
                    name: "c",
                    image: webImage(1),
                    command: ["sh", "-c", script],
                    readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 1 },
                  },
                ],
              },
            },
          },
        },
        {
          apiVersion: "v1",
          kind: "Service",
          metadata: { name: "spread" },
          spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
        },
      )
      await space.kubectl(["rollout", "status", "deployment/spread", "--timeout=90s"])
    })
    afterAll(() => cluster?.cove(["delete"]))

    const pods = async (): Promise<Loose[]> => (await space.get("pods", "-l", "app=spread")).items

    it("are both Ready and get pods each", async () => {
      expect((await cluster.get("nodes")).items).toHaveLength(2)
      expect(new Set((await pods()).map((pod) => pod.spec.nodeName)).size).toBe(2)
    })

    it("let pods talk across, with their own addresses", async () => {
      const all = await pods()
      const [from] = all
      for (const to of all.filter((pod) => pod.spec.nodeName !== from.spec.nodeName)) {
        const answer = await space.kubectl([
          "exec",
          from.metadata.name,
          "--",
          "wget",
          "-qO-",
          `http://${to.status.podIP}:8080/`,
        ])
        expect(answer).toBe(`${to.metadata.name}\n`)
      }
    })

    it("are balanced over by a service", async () => {
      const [from] = await pods()
      const script =
        "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24; do wget -qO- http://spread/; done"
      const answers = (await space.kubectl(["exec", from.metadata.name, "--", "sh", "-c", script])).trim().split("\n")
      expect(new Set(answers).size).toBe(4)
    })

    it("know each other by name", async () => {
      const names = (await cluster.get("nodes")).items.map((node: Loose) => node.metadata.name as string)
      const other = names.find((name: string) => name !== cluster.profile) ?? ""
      expect((await cluster.cove(["ssh", "--", `ping -c 1 -W 2 ${other}`])).stdout).toContain("1 packets received")
    })

    it("replace the pods of one that is killed", async () => {
      const lost = `${cluster.profile}-m02`
      const { code, stderr } = await cluster.node("stop", lost)
      expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" })
      await eventually(
        async () => {
          const node = await cluster.get("node", lost)
          expect(node.status.conditions.find((each: Loose) => each.type === "Ready").status).toBe("Unknown")
        },
        { atMostMs: 90_000 },
      )
      expect(await cluster.kubectl(["get", "nodes"])).toMatch(/-m02\s+NotReady/)
      await eventually(
        async () => {
          const running = (await pods()).filter(
            (pod) => pod.metadata.deletionTimestamp === undefined && pod.status.phase === "Running",
          )
          expect(running.map((pod) => pod.spec.nodeName)).toEqual(Array.from({ length: 4 }, () => cluster.profile))
        },
        { atMostMs: 90_000 },
      )
    })
  })
}
