import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { eventually } from "../support/eventually.ts"
import { webImage, webImageArchive } from "../support/images.ts"
import type { Loose, Namespace, TestCluster } from "../support/test-cluster.ts"
import { drivers, startCluster } from "../support/test-cluster.ts"

/** Longer than Kubernetes lets a node be silent, which is 40 s. */
const pauseMs = 45_000

for (const driver of drivers) {
  describe(`a cluster on the ${driver} driver that is paused`, () => {
    let cluster: TestCluster
    let space: Namespace

    beforeAll(async () => {
      cluster = await startCluster(`pause-${driver}`, driver)
      await cluster.cove(["image", "load", await webImageArchive(1)])
      space = await cluster.namespace("paused")
      await space.kubectl(["create", "deployment", "web", `--image=${webImage(1)}`, "--replicas=2"])
      await space.kubectl(["rollout", "status", "deployment/web", "--timeout=60s"])
    })
    afterAll(() => cluster?.cove(["delete"]))

    const pods = async (): Promise<string[]> =>
      (await space.get("pods")).items
        .flatMap((pod: Loose) =>
          pod.status.containerStatuses.map((one: Loose) => `${pod.metadata.name} ${one.containerID}`),
        )
        .sort()

    it("goes on as if nothing had been, with the same containers, however long it was", async () => {
      const before = await pods()
      const paused = await cluster.cove(["pause"])
      expect(paused).toMatchObject({ code: 0 })
      expect(paused.stdout).toContain(`Paused 1 node of "${cluster.profile}"`)
      expect((await space.tryKubectl(["get", "pods", "--request-timeout=2s"])).code).not.toBe(0)
      await sleep(pauseMs)
      const unpaused = await cluster.cove(["unpause"])
      expect(unpaused).toMatchObject({ code: 0 })
      expect(unpaused.stdout).toContain(`Unpaused 1 node of "${cluster.profile}"`)
      await eventually(() => space.kubectl(["wait", "--for=condition=Ready", "node", "--all", "--timeout=20s"]))
      await space.kubectl(["wait", "--for=condition=Ready", "pod", "--all", "--timeout=20s"])
      expect(await pods()).toEqual(before)
      await space.kubectl(["scale", "deployment/web", "--replicas=3"])
      await space.kubectl(["rollout", "status", "deployment/web", "--timeout=60s"])
    })

    it("says so, as minikube does, and what to do", async () => {
      await cluster.cove(["pause"])
      expect((await cluster.cove(["pause"])).stdout).toContain("is paused already")
      const status = await cluster.cove(["status", "-o", "json"])
      expect({ code: status.code, ...JSON.parse(status.stdout) }).toEqual({
        code: 2,
        Name: cluster.profile,
        Host: "Running",
        Kubelet: "Stopped",
        APIServer: "Paused",
        Kubeconfig: "Configured",
        Worker: false,
      })
      const list = JSON.parse((await cluster.cove(["profile", "list", "-o", "json"])).stdout)
      expect(list.valid.find((one: Loose) => one.Name === cluster.profile)).toMatchObject({ Status: "Paused" })
      const shell = await cluster.cove(["ssh", "--", "true"])
      expect(shell).toMatchObject({ code: 89 })
      expect(shell.stderr).toContain(`is paused\n\nLet it go on: cove unpause -p ${cluster.profile}`)
    })

    it("goes on when it is started", async () => {
      expect((await cluster.cove(["start"])).code).toBe(0)
      expect((await cluster.cove(["status"])).code).toBe(0)
      expect((await cluster.cove(["unpause"])).stdout).toContain("was not paused")
    })

    it("can be stopped, is no longer paused then, and cannot be paused", async () => {
      await cluster.cove(["pause"])
      expect((await cluster.cove(["stop"])).code).toBe(0)
      expect((await cluster.cove(["status"])).code).toBe(7)
      const pause = await cluster.cove(["pause", "-o", "json"])
      expect(pause.code).toBe(89)
      expect(JSON.parse(pause.stdout.trim().split("\n").at(-1) ?? "")).toMatchObject({
        type: "io.k8s.sigs.minikube.error",
        data: { name: "GUEST_NOT_RUNNING", exitcode: "89" },
      })
    })

    it("can be deleted", async () => {
      expect((await cluster.cove(["start"])).code).toBe(0)
      await cluster.cove(["pause"])
      expect((await cluster.cove(["delete"])).stdout).toContain("is gone")
    })
  })
}
