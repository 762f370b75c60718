import { beforeAll, describe, expect, it } from "vitest"
import { must } from "../support/cove.ts"
import { eventually } from "../support/eventually.ts"
import { webImage, webImageArchive } from "../support/images.ts"
import { kubectlPath, kubectlVersions } from "../support/kubectl.ts"
import type { Loose, TestCluster } from "../support/test-cluster.ts"
import { drivers, sharedCluster } from "../support/test-cluster.ts"

for (const driver of drivers) {
  describe(`a cluster on the ${driver} driver`, () => {
    let cluster: TestCluster
    beforeAll(async () => {
      cluster = await sharedCluster(driver)
    })

    it("has a Ready node of the version it says", async () => {
      const { items } = await cluster.get("nodes")
      expect(items).toHaveLength(1)
      const [node] = items
      expect(node.status.conditions.find((each: Loose) => each.type === "Ready").status).toBe("True")
      expect(node.status.nodeInfo.kubeletVersion).toBe("v1.36.3")
      expect(await cluster.kubectl(["get", "nodes"])).toMatch(
        /^NAME\s+STATUS\s+ROLES\s+AGE\s+VERSION\n\S+\s+Ready\s+control-plane\s+\S+\s+v1\.36\.3\n$/,
      )
    })

    it("shows its own parts as pods, all Running", async () => {
      await eventually(async () => {
        const { items } = await cluster.get("pods", "-A")
        const names = items.map((pod: Loose) => pod.metadata.name as string)
        for (const part of [
          "kube-apiserver-",
          "kube-controller-manager-",
          "kube-scheduler-",
          "kube-proxy-",
          "kube-dns-",
        ]) {
          expect(names.some((name: string) => name.startsWith(part))).toBe(true)
        }
        expect(
          items.filter((pod: Loose) => pod.metadata.namespace === "kube-system").map((pod: Loose) => pod.status.phase),
        ).not.toContain("Pending")
      })
    })

    it("says that its components are Healthy", async () => {
      const lines = (await cluster.kubectl(["get", "cs", "--no-headers"])).trim().split("\n")
      expect(lines.map((line) => line.split(/\s+/).slice(0, 2).join(" ")).sort()).toEqual([
        "controller-manager Healthy",
        "etcd-0 Healthy",
        "scheduler Healthy",
      ])
    })

    it("shows the log of its API server", async () => {
      const node = (await cluster.get("nodes")).items[0].metadata.name
      expect(await cluster.kubectl(["logs", "-n", "kube-system", `kube-apiserver-${node}`, "--tail=5"])).not.toBe("")
    })

    it("says that it is running when it is started again", async () => {
      const { code, stdout, stderr } = await cluster.cove(["start"])
      expect(code).toBe(0)
      expect(stdout + stderr).toMatch(/running/i)
    })

    it("tells its state in words, JSON and exit codes", async () => {
      const { code, stdout } = await cluster.cove(["status", "-o", "json"])
      expect(code).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({
        Name: cluster.profile,
        Host: "Running",
        Kubelet: "Running",
        APIServer: "Running",
        Kubeconfig: "Configured",
      })
    })

    describe("and every kubectl", () => {
      beforeAll(async () => {
        await cluster.cove(["image", "load", await webImageArchive(1)])
        await cluster.apply({
          apiVersion: "v1",
          kind: "Pod",
          metadata: { name: "shell", namespace: "default" },
          spec: { containers: [{ name: "c", image: webImage(1) }], terminationGracePeriodSeconds: 0 },
        })
        await cluster.kubectl(["wait", "--for=condition=Ready", "pod/shell", "--timeout=60s"])
      })

      for (const version of kubectlVersions) {
        it(`${version} lists, explains, applies and runs commands`, async () => {
          const kubectl = async (args: readonly string[], input = "") =>
            must(await kubectlPath(version), ["--context", cluster.profile, ...args], { input })
          expect(await kubectl(["get", "pods"])).toContain("shell")
          expect(await kubectl(["explain", "pod.spec.containers.image"])).toContain("Container image name")
          const map = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "by-kubectl" }, data: { version } }
          expect(await kubectl(["apply", "-f", "-"], JSON.stringify(map))).toMatch(
            /configmap\/by-kubectl (created|configured|unchanged)/,
          )
          expect(await kubectl(["exec", "-i", "shell", "--", "cat"], "through and back")).toBe("through and back")
        })
      }
    })
  })
}
