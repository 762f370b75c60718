import type { ContainerImage, Node, NodeCondition, NodeStatus } from "../../apis/core/v1.gen.ts"
import { formatTime } from "../../base/clock.ts"
import type { Image } from "../../cri/runtime.ts"
import type { MachineFacts } from "../../host/machine.ts"
import { amountFromMilli, amountFromWhole, formatQuantity } from "../../machinery/quantity/quantity.ts"

/** What the kubelet knows of its node. */
export interface NodeInputs {
  readonly name: string
  readonly ips: readonly string[]
  readonly machine: MachineFacts
  readonly milliCpu: number
  readonly memoryBytes: number
  readonly diskBytes: number
  readonly reserved: { readonly milliCpu: number; readonly memoryBytes: number }
  readonly maxPods: number
  readonly port: number
  readonly runtime: { readonly runtimeName: string; readonly runtimeVersion: string }
  readonly images: readonly Image[]
  /** Why the node cannot run pods; none: it can. */
  readonly problems: readonly string[]
}

const kubeletVersion = "v1.36.3"

const imagesMax = 50
const namesMax = 5

/** The status as Kubernetes' kubelet writes it. Times of conditions that did not change are kept. */
export function nodeStatus(inputs: NodeInputs, old: NodeStatus | undefined, nowMs: number): NodeStatus {
  const { name, ips, machine, runtime, port } = inputs
  const capacity = resources(inputs, { milliCpu: 0, memoryBytes: 0 })
  return {
    addresses: [
      ...ips.map((address) => ({ address, type: "InternalIP" as const })),
      { address: name, type: "Hostname" },
    ],
    allocatable: resources(inputs, inputs.reserved),
    capacity,
    conditions: conditions(inputs, old?.conditions ?? [], formatTime(nowMs)),
    daemonEndpoints: { kubeletEndpoint: { Port: port } },
    images: inputs.images.map(imageOf).sort(bySize).slice(0, imagesMax),
    nodeInfo: {
      architecture: machine.architecture,
      bootID: machine.bootId,
      containerRuntimeVersion: `${runtime.runtimeName}://${runtime.runtimeVersion.replace(/^v/, "")}`,
      kernelVersion: machine.kernelVersion,
      kubeProxyVersion: "",
      kubeletVersion,
      machineID: machine.machineId,
      operatingSystem: "linux",
      osImage: machine.osImage,
      systemUUID: machine.systemUuid,
    },
  }
}

/** The node as it is first written. Labels of the well-known sort are the kubelet's to set. */
export function newNode(
  inputs: NodeInputs,
  { labels, podCidr }: { readonly labels: { readonly [key: string]: string }; readonly podCidr: string | undefined },
  nowMs: number,
): Node {
  return {
    metadata: {
      name: inputs.name,
      labels: { ...wellKnownLabels(inputs), ...labels },
      annotations: { "volumes.kubernetes.io/controller-managed-attach-detach": "true" },
    },
    spec: podCidr === undefined ? {} : { podCIDR: podCidr, podCIDRs: [podCidr] },
    status: nodeStatus(inputs, undefined, nowMs),
  }
}

export function wellKnownLabels({ name, machine }: NodeInputs): { readonly [key: string]: string } {
  return {
    "beta.kubernetes.io/arch": machine.architecture,
    "beta.kubernetes.io/os": "linux",
    "kubernetes.io/arch": machine.architecture,
    "kubernetes.io/hostname": name,
    "kubernetes.io/os": "linux",
  }
}

function resources(inputs: NodeInputs, less: { readonly milliCpu: number; readonly memoryBytes: number }) {
  return {
    cpu: formatQuantity(amountFromMilli(inputs.milliCpu - less.milliCpu)),
    "ephemeral-storage": `${Math.floor(inputs.diskBytes / 1024)}Ki`,
    "hugepages-1Gi": "0",
    "hugepages-2Mi": "0",
    memory: formatQuantity(
      amountFromWhole(Math.floor((inputs.memoryBytes - less.memoryBytes) / 1024) * 1024, "BinarySI"),
    ),
    pods: String(inputs.maxPods),
  }
}

function conditions({ problems }: NodeInputs, old: readonly NodeCondition[], now: string): readonly NodeCondition[] {
  const healthy = (type: string, reason: string, message: string) => ({ type, status: "False", reason, message })
  const message = problems.length === 1 ? (problems[0] ?? "") : `[${problems.join(", ")}]`
  const wanted = [
    healthy("MemoryPressure", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
    healthy("DiskPressure", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
    healthy("PIDPressure", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
    problems.length === 0
      ? { type: "Ready", status: "True", reason: "KubeletReady", message: "kubelet is posting ready status" }
      : { type: "Ready", status: "False", reason: "KubeletNotReady", message },
  ]
  return wanted.map((condition) => {
    const before = old.find(({ type }) => type === condition.type)
    const lastTransitionTime = before?.status === condition.status ? (before.lastTransitionTime ?? now) : now
    return { ...condition, lastHeartbeatTime: now, lastTransitionTime }
  })
}

function imageOf({ repoTags, repoDigests, size }: Image): ContainerImage {
  return { names: [...repoDigests, ...repoTags].slice(0, namesMax), sizeBytes: size }
}

function bySize(a: ContainerImage, b: ContainerImage): number {
  return (b.sizeBytes ?? 0) - (a.sizeBytes ?? 0)
}
