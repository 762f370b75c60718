import { request } from "node:http"
import { beforeAll, describe, expect, it } from "vitest"
import { eventually } from "../support/eventually.ts"
import { webImage, webImageArchive } from "../support/images.ts"
import type { Loose, Namespace, TestCluster } from "../support/test-cluster.ts"
import { drivers, sharedCluster } from "../support/test-cluster.ts"

const labels = { app: "web" }

function deployment(image: string) {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web" },
    spec: {
      replicas: 3,
      selector: { matchLabels: labels },
      strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        metadata: { labels },
        spec: {
          terminationGracePeriodSeconds: 5,
          containers: [
            {
              name: "web",
              image,
              ports: [{ containerPort: 8080 }],
              readinessProbe: { httpGet: { path: "/", port: 8080 }, periodSeconds: 1 },
              lifecycle: { preStop: { sleep: { seconds: 2 } } },
            },
          ],
        },
      },
    },
  }
}

const service = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "web" },
  spec: { type: "NodePort", selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
}

function fetchText(host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ host, port, agent: false, timeout: 5_000 }, (response) => {
      let text = ""
      response.on("data", (part) => {
        text += part
      })
      response.on("end", () => resolve(text.trim()))
    })
    asked.on("timeout", () => asked.destroy(new Error("timed out")))
    asked.on("error", reject)
    asked.end()
  })
}

for (const driver of drivers) {
  describe(`a Deployment of three on the ${driver} driver`, () => {
    let cluster: TestCluster
    let space: Namespace
    let nodePort = 0

    beforeAll(async () => {
      cluster = await sharedCluster(driver)
      for (const version of [1, 2]) await cluster.cove(["image", "load", await webImageArchive(version)])
      space = await cluster.namespace("deployment")
      await space.apply(deployment(webImage(1)), service)
      await space.kubectl(["rollout", "status", "deployment/web", "--timeout=60s"])
      nodePort = (await space.get("service", "web")).spec.ports[0].nodePort
      await space.kubectl(["run", "client", `--image=${webImage(1)}`, "--command", "--", "sleep", "3600"])
      await space.kubectl(["wait", "--for=condition=Ready", "pod/client", "--timeout=60s"])
    })

    const inside = (...command: readonly string[]) => space.kubectl(["exec", "client", "--", ...command])

    it("is reached by pod address, cluster address, name, and from this machine by node port", async () => {
      const [pod] = (await space.get("pods", "-l", "app=web")).items
      const clusterIP = (await space.get("service", "web")).spec.clusterIP
      expect(await inside("wget", "-qO-", `http://${pod.status.podIP}:8080/`)).toBe("web 1\n")
      await eventually(async () => expect(await inside("wget", "-qO-", `http://${clusterIP}/`)).toBe("web 1\n"))
      for (const name of ["web", "web.deployment", "web.deployment.svc.cluster.local"]) {
        expect(await inside("wget", "-qO-", `http://${name}/`)).toBe("web 1\n")
      }
      expect(await fetchText(cluster.ip, nodePort)).toBe("web 1")
    })

    it("puts a deleted pod back", async () => {
      const before = (await space.get("pods", "-l", "app=web")).items.map((pod: Loose) => pod.metadata.name)
      await space.kubectl(["delete", "pod", before[0], "--wait=false"])
      await eventually(async () => {
        const { status } = await space.get("deployment", "web")
        const now = (await space.get("pods", "-l", "app=web")).items.map((pod: Loose) => pod.metadata.name)
        expect(status.readyReplicas).toBe(3)
        expect(now).not.toContain(before[0])
      })
    })

    it("scales", async () => {
      await space.kubectl(["scale", "deployment/web", "--replicas=5"])
      await space.kubectl(["rollout", "status", "deployment/web", "--timeout=60s"])
      expect((await space.get("deployment", "web")).status.readyReplicas).toBe(5)
      await space.kubectl(["scale", "deployment/web", "--replicas=3"])
      await eventually(async () =>
        expect(
          (await space.get("endpointslices", "-l", "kubernetes.io/service-name=web")).items[0].endpoints,
        ).toHaveLength(3),
      )
    })

    it("rolls to a new version without a failed request, and back", async () => {
      const answers: string[] = []
      const failures: unknown[] = []
      let going = true
      const loop = Promise.all(
        Array.from({ length: 4 }, async () => {
          while (going)
            await fetchText(cluster.ip, nodePort).then(
              (text) => answers.push(text),
              (error: unknown) => failures.push(error),
            )
        }),
      )
      await space.kubectl(["set", "image", "deployment/web", `web=${webImage(2)}`])
      await space.kubectl(["rollout", "status", "deployment/web", "--timeout=90s"])
      await eventually(async () => expect((await space.get("pods", "-l", "app=web")).items).toHaveLength(3))
      going = false
      await loop
      expect(failures).toEqual([])
      expect(new Set(answers)).toEqual(new Set(["web 1", "web 2"]))
      expect(await fetchText(cluster.ip, nodePort)).toBe("web 2")

      expect(await space.kubectl(["rollout", "history", "deployment/web"])).toMatch(/REVISION[\s\S]*1[\s\S]*2/)
      await space.kubectl(["rollout", "undo", "deployment/web"])
      await space.kubectl(["rollout", "status", "deployment/web", "--timeout=90s"])
      await eventually(async () => expect(await fetchText(cluster.ip, nodePort)).toBe("web 1"))
    })

    it("keeps serving the old version while a broken image cannot be pulled", async () => {
      await space.kubectl(["set", "image", "deployment/web", "web=cove.invalid/nothing:1"])
      await eventually(async () => {
        const { items } = await space.get("pods", "-l", "app=web")
        const reasons = items.map((pod: Loose) => pod.status.containerStatuses?.[0]?.state?.waiting?.reason)
        expect(reasons).toContain("ImagePullBackOff")
      })
      expect(await fetchText(cluster.ip, nodePort)).toBe("web 1")
      expect((await space.get("deployment", "web")).status.readyReplicas).toBe(3)
      await space.kubectl(["rollout", "undo", "deployment/web"])
      await space.kubectl(["rollout", "status", "deployment/web", "--timeout=90s"])
    })
  })
}
