import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { eventually } from "../support/eventually.ts"
import { webImage, webImageArchive } from "../support/images.ts"
import { cutPower } from "../support/power-cut.ts"
import type { Loose, Namespace, TestCluster } from "../support/test-cluster.ts"
import { drivers, startCluster } from "../support/test-cluster.ts"

for (const driver of drivers) {
  describe(`a cluster on the ${driver} driver`, () => {
    let cluster: TestCluster
    let space: Namespace

    beforeAll(async () => {
      cluster = await startCluster(`again-${driver}`, driver)
      await cluster.cove(["image", "load", await webImageArchive(1)])
      space = await cluster.namespace("again")
      await space.kubectl(["create", "configmap", "kept", "--from-literal=a=b"])
      await space.kubectl(["create", "deployment", "web", `--image=${webImage(1)}`, "--replicas=2"])
      await space.kubectl(["rollout", "status", "deployment/web", "--timeout=60s"])
    })
    afterAll(() => cluster?.cove(["delete"]))

    /** Which containers run, and how often each was restarted: the same list means that nobody touched them. */
    const running = async (): Promise<string[]> =>
      (await space.get("pods")).items
        .flatMap((pod: Loose) =>
          pod.status.containerStatuses.map(
            (status: Loose) => `${pod.metadata.name} ${status.containerID} ${status.restartCount}`,
          ),
        )
        .sort()

    const answers = () => eventually(() => space.kubectl(["get", "deployment", "web", "--request-timeout=5s"]))

    for (const [name, pattern] of [
      ["kubelet", "[k]ubelet.mjs"],
      ["API server", "[k]ube-apiserver.mjs"],
      ["containerd", "[c]ontainerd --config"],
    ] as const) {
      it(`gets its ${name} back by itself after kill -9, and pods do not notice`, async () => {
        const before = await running()
        const { code, stderr } = await cluster.cove([
          "ssh",
          "--",
          `for p in /proc/[0-9]*; do grep -q '${pattern}' $p/cmdline 2>/dev/null && kill -9 \${p#/proc/}; done; true`,
        ])
        expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" })
        await answers()
        // The kubelet works again when it starts something new.
        await space.kubectl(["delete", "pod", "probe", "--ignore-not-found", "--now"])
        await eventually(() => space.kubectl(["run", "probe", `--image=${webImage(1)}`]))
        await space.kubectl(["wait", "--for=condition=Ready", "pod/probe", "--timeout=60s"])
        await space.kubectl(["delete", "pod", "probe", "--now"])
        expect(await running()).toEqual(before)
      })
    }

    it("comes back after a power cut, with what it had acknowledged", async () => {
      await space.kubectl(["create", "configmap", "last", "--from-literal=a=b"])
      await cutPower(driver, cluster.profile)
      expect((await cluster.cove(["status"])).code).toBe(7)
      expect((await cluster.cove(["start"])).code).toBe(0)
      expect((await space.get("configmap", "last")).data).toEqual({ a: "b" })
      await space.kubectl(["rollout", "status", "deployment/web", "--timeout=60s"])
    })

    it("comes back after stop and start with all it had", async () => {
      expect((await cluster.cove(["stop"])).code).toBe(0)
      const stopped = await cluster.cove(["status", "-o", "json"])
      expect(stopped.code).toBe(7)
      expect(JSON.parse(stopped.stdout)).toMatchObject({ Host: "Stopped" })
      expect((await cluster.cove(["start"])).code).toBe(0)
      expect((await space.get("configmap", "kept")).data).toEqual({ a: "b" })
      await eventually(async () => {
        const { items } = await space.get("pods")
        expect(items).toHaveLength(2)
        for (const pod of items)
          expect(pod.status.conditions.find((each: Loose) => each.type === "Ready").status).toBe("True")
      })
      await space.kubectl(["rollout", "status", "deployment/web", "--timeout=60s"])
    })
  })
}
