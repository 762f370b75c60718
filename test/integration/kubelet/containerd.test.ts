import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import type { Pod } from "../../../core/apis/core/v1.gen.ts"
import { configmaps, pods } from "../../../core/apis/resources.gen.ts"
import { silentLog } from "../../../core/base/log.ts"
import { SharedInformers } from "../../../core/client/informer/shared-informers.ts"
import { FakeCluster } from "../../../core/client/testing/fake-cluster.ts"
import { PodNetwork } from "../../../core/cni/pod-network.ts"
import { ContainerdRuntime } from "../../../core/cri/containerd/containerd-runtime.ts"
import { describeRuntime, sandboxOf } from "../../../core/cri/testing/runtime-suite.ts"
import { systemClock as clock } from "../../../core/host/clock.ts"
import { exists } from "../../../core/host/files.ts"
import { readMachine } from "../../../core/host/machine.ts"
import { systemMemoryMounts } from "../../../core/host/memory-mounts.ts"
import { newProbeNetwork } from "../../../core/host/probe-network.ts"
import { systemRandom as random } from "../../../core/host/random.ts"
import { CgroupsV1 } from "../../../core/kubelet/cgroups/cgroups-v1.ts"
import { CgroupsV2 } from "../../../core/kubelet/cgroups/cgroups-v2.ts"
import { readKubeletConfig } from "../../../core/kubelet/config.ts"
import { Kubelet } from "../../../core/kubelet/kubelet.ts"
import { startContainerd } from "../../support/containerd.ts"
import { busyboxImage } from "../../support/images.ts"

// In one file: these share a containerd, and a kubelet ends every pod it does not know.
const image = busyboxImage
const containerd = startContainerd()
afterAll(async () => (await containerd)[Symbol.asyncDispose]())

describeRuntime("containerd", async () => {
  const { endpoint } = await containerd
  const runtime = new ContainerdRuntime(endpoint, clock)
  const run = clock.now()
  return {
    runtime,
    sandbox: (name) => sandboxOf(name, `${name}-${run}`),
    pass: (ms) => clock.sleep(ms),
    tearDown: async () => runtime.close(),
  }
})

/** Real containers on the machine's own network, and an API that is a stub. */
describe("a kubelet over containerd", () => {
  let folder = ""
  let cluster: FakeCluster
  let runtime: ContainerdRuntime
  let kubelet: Awaited<ReturnType<typeof start>> | undefined

  async function start({ api }: { readonly api: boolean }) {
    const stop = new AbortController()
    const isV2 = await exists("/sys/fs/cgroup/cgroup.controllers")
    const client = api ? cluster : unreachable(cluster)
    const config = { staticPodPath: `${folder}/manifests`, cgroupRoot: "/cove-test", podCIDR: "10.244.9.0/24" }
    const kubelet = new Kubelet({
      config: readKubeletConfig(config),
      nodeName: "n1",
      nodeIps: ["127.0.0.1"],
      machine: await readMachine("n1"),
      paths: { root: folder, podLogs: `${folder}/logs`, containerLogs: `${folder}/links`, memory: `${folder}/memory` },
      client,
      informers: new SharedInformers({ client, clock, random, log: silentLog }),
      events: { record: () => {} },
      runtime,
      cgroups: new (isV2 ? CgroupsV2 : CgroupsV1)("/sys/fs/cgroup", "/cove-test"),
      podNetwork: new PodNetwork({
        run: async () => "",
        log: silentLog,
        nodeName: "n1",
        clusterCidr: "10.244.0.0/16",
        confDir: `${folder}/cni`,
        ipamDir: `${folder}/ipam`,
      }),
      probeNetwork: newProbeNetwork(),
      memoryMounts: systemMemoryMounts,
      clock,
      random,
      log: silentLog,
    })
    const running = kubelet.run({ signal: stop.signal, ready: () => {} })
    return {
      kubelet,
      end: async () => {
        stop.abort()
        await running.catch(() => undefined)
      },
    }
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "cove-kubelet-"))
    cluster = new FakeCluster({ clock, random })
    runtime = new ContainerdRuntime((await containerd).endpoint, clock)
    await removePods()
  })
  afterAll(async () => {
    await kubelet?.end()
    await removePods()
    runtime.close()
    await rm(folder, { recursive: true, force: true })
  })

  async function removePods() {
    for (const { id, metadata } of await runtime.listPodSandboxes()) {
      if (metadata.name === "first-n1" || metadata.name === "web") await runtime.removePodSandbox(id)
    }
  }

  const spec = (script: string): NonNullable<Pod["spec"]> => ({
    nodeName: "n1",
    hostNetwork: true,
    terminationGracePeriodSeconds: 1,
    containers: [{ name: "c", image, command: ["sh", "-c", script] }],
  })
  const shown = (name: string) => cluster.all(pods).find(({ metadata }) => metadata.name === name)
  const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000, interval: 50 })
  const logOf = async (pod: Pod | undefined, file = "0.log") => {
    const { namespace, name, uid } = pod?.metadata ?? {}
    return readFile(`${folder}/logs/${namespace}_${name}_${uid}/c/${file}`, "utf8")
  }

  it("starts static pods without an API server, and leaves them alone when it is killed", async () => {
    await mkdir(`${folder}/manifests`)
    const manifest = { apiVersion: "v1", kind: "Pod", metadata: { name: "first" }, spec: spec("echo up; sleep 3600") }
    await writeFile(`${folder}/manifests/first.json`, JSON.stringify(manifest))
    kubelet = await start({ api: false })
    const find = () => kubelet?.kubelet.pods.find("default", "first-n1")
    await eventually(() => expect(find()?.status.phase).toBe("Running"))
    await eventually(async () => expect(await logOf(find())).toContain("stdout F up"))
    const id = find()?.status.containerStatuses?.[0]?.containerID
    await kubelet.end()
    kubelet = await start({ api: true })
    await eventually(() => expect(shown("first-n1")?.status.phase).toBe("Running"))
    expect(shown("first-n1")?.status.containerStatuses?.[0]).toMatchObject({ containerID: id, restartCount: 0 })
  })

  it("runs a pod of the API: config, logs, restarts, its end", async () => {
    await cluster.create(configmaps, { metadata: { namespace: "default", name: "cm" }, data: { word: "hello" } })
    const [container] = spec("echo $WORD; cat /v/word; echo bye > /dev/termination-log; sleep 1; exit 3").containers
    await cluster.create(pods, {
      metadata: { namespace: "default", name: "web" },
      spec: {
        ...spec(""),
        containers: [
          {
            ...container,
            name: "c",
            env: [{ name: "WORD", valueFrom: { configMapKeyRef: { name: "cm", key: "word" } } }],
            volumeMounts: [{ name: "v", mountPath: "/v" }],
          },
        ],
        volumes: [{ name: "v", configMap: { name: "cm" } }],
      },
      status: { phase: "Pending" },
    })
    await eventually(() => expect(shown("web")?.status.containerStatuses?.[0]?.restartCount).toBe(1))
    const status = shown("web")?.status.containerStatuses?.[0]
    expect(status?.lastState?.terminated).toMatchObject({ exitCode: 3, reason: "Error", message: "bye\n" })
    const lines = (await logOf(shown("web"))).trim().split("\n")
    expect(lines.map((line) => line.split(" ").slice(1).join(" "))).toEqual(["stdout F hello", "stdout P hello"])
    await cluster.delete(pods, { namespace: "default", name: "web" })
    await eventually(() => expect(shown("web")).toBeUndefined())
  })

  it("ends a static pod with its manifest", async () => {
    await rm(`${folder}/manifests/first.json`)
    await eventually(() => expect(shown("first-n1")).toBeUndefined())
    const left = () => runtime.listPodSandboxes({ "io.kubernetes.pod.name": "first-n1" })
    await eventually(async () => expect(await left()).toEqual([]))
  })
})

/** A cluster whose API server does not answer. */
function unreachable(cluster: FakeCluster): FakeCluster {
  const fail = () => Promise.reject(new Error("connection refused"))
  const watch = () => ({ [Symbol.asyncIterator]: () => ({ next: fail }) })
  return new Proxy(cluster, { get: (_, key) => (key === "watch" ? watch : fail) })
}
