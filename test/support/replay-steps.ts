import type { TestCluster } from "./test-cluster.ts"
import type { Scenario } from "./timeline.ts"

/** What a user does in a namespace, again. */
export type Act = (kubectl: TestCluster["kubectl"], scenario: Scenario) => Promise<unknown>

/** Creates an object as it was created, without what the server fills in. */
export function create(name: string): Act {
  return async (kubectl, { log }) => {
    const found = log.find((entry) => "added" in entry && entry.added === name)
    if (found === undefined || !("added" in found)) throw new Error(`"${name}" was not recorded`)
    const [kind = ""] = name.split("/")
    const { metadata, spec, status: _, ...rest } = found.object
    const { uid: __, generation: ___, creationTimestamp: ____, ...own } = metadata
    const { clusterIP, clusterIPs, ...others } = spec ?? {}
    const headless = clusterIP === "None" ? { clusterIP, clusterIPs } : {}
    const wished = spec === undefined ? {} : { spec: { ...others, ...headless } }
    const object = { apiVersion: versions[kind] ?? "v1", kind, metadata: own, ...rest, ...wished }
    await kubectl(["create", "-f", "-"], { input: JSON.stringify(object) })
  }
}

export function change(target: string, patch: object): Act {
  return (kubectl) => kubectl(["patch", target, "-p", JSON.stringify(patch)])
}

export function remove(target: string, cascade: "background" | "foreground" | "orphan"): Act {
  return (kubectl) => kubectl(["delete", target, `--cascade=${cascade}`, "--wait=false"])
}

/** Says that a node or a pod on it is well, as its kubelet would. */
export function report(target: string): Act {
  return (kubectl) => {
    const time = new Date().toISOString()
    const ready = { type: "Ready", status: "True" }
    const words = { reason: "KubeletReady", message: "kubelet is posting ready status" }
    const condition = { ...ready, ...words, lastHeartbeatTime: time, lastTransitionTime: time }
    const resources = { cpu: "4", memory: "8Gi", pods: "110" }
    const status = target.startsWith("node/")
      ? { capacity: resources, allocatable: resources, conditions: [condition] }
      : { phase: "Running", conditions: [ready] }
    return kubectl(["patch", target, "--subresource=status", "--type=merge", "-p", JSON.stringify({ status })])
  }
}

/** A part of a pod template: of its only container, or an annotation. */
export function template(container: object): object {
  return { spec: { template: { spec: { containers: [{ name: "c", ...container }] } } } }
}

export function annotate(n: string): object {
  return { spec: { template: { metadata: { annotations: { n } } } } }
}

const versions: Readonly<Record<string, string>> = {
  Deployment: "apps/v1",
  ReplicaSet: "apps/v1",
  DaemonSet: "apps/v1",
}
