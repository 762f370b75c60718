import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { vi } from "vitest"
import type { Pod } from "../../apis/core/v1.gen.ts"
import { pods } from "../../apis/resources.gen.ts"
import { silentLog } from "../../base/log.ts"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { SeededRandom } from "../../base/testing/seeded-random.ts"
import { SharedInformers } from "../../client/informer/shared-informers.ts"
import { FakeCluster } from "../../client/testing/fake-cluster.ts"
import { PodNetwork } from "../../cni/pod-network.ts"
import { FakeRuntime } from "../../cri/fake/fake-runtime.ts"
import type { CgroupLimits, Cgroups } from "../cgroups/cgroups.ts"
import { readKubeletConfig } from "../config.ts"
import { Kubelet } from "../kubelet.ts"

/** A kubelet with nothing real but a folder: runtime, cluster, time, groups and network are fakes. */
export interface TestKubelet extends AsyncDisposable {
  readonly kubelet: Kubelet
  readonly runtime: FakeRuntime
  readonly cluster: FakeCluster
  readonly clock: FakeClock
  readonly folder: string
  readonly events: { readonly about: string; readonly reason: string; readonly message: string }[]
  readonly groups: Map<string, CgroupLimits>
  /** What probes are answered. */
  readonly answers: {
    http: () => { status: number; body: string } | { problem: string }
    tcp: () => string | undefined
  }
  /** Starts it again over the same runtime and folder, as after a crash. */
  restart(): Promise<void>
  /** The pod as the API shows it. */
  shown(name: string, namespace?: string): Pod | undefined
  createPod(name: string, spec: Partial<NonNullable<Pod["spec"]>>, more?: Partial<Pod["metadata"]>): Promise<Pod>
  /** Lets time pass until this holds; a second of the clock for each look. */
  until(check: () => void, options?: { readonly stepMs?: number }): Promise<void>
}

export async function startTestKubelet(config: object = {}): Promise<TestKubelet> {
  const folder = await mkdtemp(join(tmpdir(), "cove-kubelet-"))
  const clock = new FakeClock()
  const random = new SeededRandom(1)
  const cluster = new FakeCluster({ clock, random })
  const runtime = new FakeRuntime(clock)
  const events: { about: string; reason: string; message: string }[] = []
  const groups = new Map<string, CgroupLimits>()
  const answers: TestKubelet["answers"] = { http: () => ({ status: 200, body: "" }), tcp: () => undefined }

  function build() {
    const stop = new AbortController()
    const kubelet = new Kubelet({
      config: readKubeletConfig({ staticPodPath: `${folder}/manifests`, podCIDR: "10.244.0.0/24", ...config }),
      nodeName: "n1",
      nodeIps: ["192.168.99.100"],
      machine,
      paths: { root: folder, podLogs: `${folder}/logs`, containerLogs: `${folder}/links`, memory: `${folder}/memory` },
      client: cluster,
      informers: new SharedInformers({ client: cluster, clock, random, log: silentLog }),
      events: {
        record: (about, { reason, message }) =>
          void events.push({ about: `${about.name}${about.fieldPath ? ` ${about.fieldPath}` : ""}`, reason, message }),
      },
      runtime,
      cgroups: fakeCgroups(groups),
      podNetwork: new PodNetwork({
        run: async () => "",
        log: silentLog,
        nodeName: "n1",
        clusterCidr: "10.244.0.0/16",
        confDir: `${folder}/cni`,
        ipamDir: `${folder}/ipam`,
      }),
      probeNetwork: {
        httpGet: async () => answers.http(),
        connect: async () => answers.tcp(),
        grpcHealth: async () => undefined,
      },
      memoryMounts: { mount: async () => {}, unmount: async () => {} },
      clock,
      random,
      log: silentLog,
    })
    const running = kubelet.run({ signal: stop.signal, ready: () => {} })
    return { kubelet, stop, running }
  }

  let current = build()
  const end = async () => {
    current.stop.abort()
    await clock.advance(0)
    await current.running.catch(() => undefined)
  }
  return {
    get kubelet() {
      return current.kubelet
    },
    runtime,
    cluster,
    clock,
    folder,
    events,
    groups,
    answers,
    restart: async () => {
      await end()
      current = build()
    },
    shown: (name, namespace = "default") =>
      cluster.all(pods).find(({ metadata }) => metadata.name === name && metadata.namespace === namespace),
    createPod: (name, spec, more = {}) =>
      cluster.create(pods, {
        metadata: { name, namespace: "default", ...more },
        spec: { nodeName: "n1", containers: [], ...spec },
        status: { phase: "Pending" },
      }),
    until: (check, { stepMs = 1000 } = {}) =>
      vi.waitFor(
        async () => {
          await clock.advance(stepMs)
          check()
        },
        { timeout: 5000, interval: 5 },
      ),
    [Symbol.asyncDispose]: async () => {
      await end()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const machine = {
  machineId: "m",
  bootId: "b",
  systemUuid: "s",
  kernelVersion: "6.1.0",
  osImage: "Debian GNU/Linux 13 (trixie)",
  architecture: "amd64",
  cpus: 2,
  memoryBytes: 4 * 1024 ** 3,
}

function fakeCgroups(groups: Map<string, CgroupLimits>): Cgroups {
  const none = { cpuNanoSeconds: 0, memoryBytes: 0, workingSetBytes: 0, rssBytes: 0, pageFaults: 0, majorPageFaults: 0 }
  return {
    version: 2,
    ensure: async (path, limits) => void groups.set(path, { ...groups.get(path), ...limits }),
    remove: async (path) => void groups.delete(path),
    children: async (path) =>
      [...groups.keys()].flatMap((key) => (key.startsWith(`${path}/`) ? [key.slice(path.length + 1)] : [])),
    usage: async () => none,
  }
}
