/** Runs in place of the host: two clusters that change their state as soon as they are told to. */

import type { ClusterState, ClusterSummary } from "../../core/bridge/contract/clusters.ts"
import type { Settings } from "../../core/bridge/contract/desktop.ts"
import type { Operation, OperationAction } from "../../core/bridge/contract/operations.ts"
import { type Services, serveBridge } from "../../core/bridge/host.ts"
import { takeLines } from "../../electron/host/host-lines.ts"

/** A value that streams follow. */
class Followed<T> {
  #value: T
  #changed = Promise.withResolvers<void>()

  constructor(value: T) {
    this.#value = value
  }

  get value(): T {
    return this.#value
  }

  set value(value: T) {
    this.#value = value
    this.#changed.resolve()
    this.#changed = Promise.withResolvers()
  }

  async *all(): AsyncGenerator<T> {
    for (;;) {
      const changed = this.#changed.promise
      yield this.#value
      await changed
    }
  }
}

const leadsTo: Readonly<Record<OperationAction, ClusterState>> = {
  start: "running",
  stop: "stopped",
  pause: "paused",
  unpause: "running",
  restart: "unreachable", // a way for tests to have one that does not answer
  delete: "broken",
}

const clusters = new Followed<readonly ClusterSummary[]>([cluster("web", "running"), cluster("db", "stopped")])
const operations = new Followed<readonly Operation[]>([])
const settings = new Followed<Settings>({
  theme: "system",
  driver: "auto",
  nodes: 1,
  cpus: 2,
  memoryMiB: 2048,
  kubeconfig: "",
  proxy: { http: "", https: "", noProxy: "" },
  startAtLogin: process.env["FAKE_START_AT_LOGIN"] !== undefined,
  notifications: true,
  shell: "",
})

const services: Partial<Services> = {
  "clusters.watch": () => clusters.all(),
  "operations.watch": () => operations.all(),
  "settings.watch": () => settings.all(),
  "operations.run": async ({ action, profile }) => {
    const id = `op-${operations.value.length + 1}`
    const plain = { id, action, profile, command: `cove ${action} -p ${profile}`, steps: [], notes: [], startedAtMs: 0 }
    const before = operations.value
    operations.value = [{ ...plain, state: "running" }, ...before]
    setTimeout(() => {
      const state = leadsTo[action]
      clusters.value = clusters.value.map((each) => (each.name === profile ? { ...each, state } : each))
      operations.value = [{ ...plain, state: "succeeded", endedAtMs: 1 }, ...before]
    }, 50)
    return { id }
  },
  "desktop.about": async () => ({
    version: "0.0.0",
    kubernetesVersion: "v1.36.3",
    nodejsVersion: process.version,
    platform: process.platform,
    shell: "window",
    home: String(process.pid), // so that tests can end this process
    kubeconfig: "",
    desktop: true,
  }),
}

function cluster(name: string, state: ClusterState): ClusterSummary {
  const size = { nodes: [], cpus: 2, memoryMiB: 2048 }
  const plain = { driver: "native", kubernetesVersion: "v1.36.3", kubeconfig: "", current: false }
  return { ...plain, ...size, name, state, createdAt: "2026-01-01T00:00:00Z" }
}

takeLines(
  process.parentPort,
  (line) => {
    const explain = (error: unknown) => ({ id: "", message: String(error), advice: "" })
    serveBridge(line, { services: services as Services, explain }) // tests ask for nothing else
  },
  () => process.exit(0),
)
process.parentPort.postMessage({ type: "ready" })
