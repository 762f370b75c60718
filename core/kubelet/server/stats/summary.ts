import { formatTime } from "../../../base/clock.ts"
import type { FilesystemStats, NodeStats } from "../deps.ts"
import type { ContainerUsage, PodUsage, Usage } from "./collect.ts"

/** `/stats/summary` (kubelet stats/v1alpha1). */
export function summaryOf(usage: Usage, nodeName: string): unknown {
  return { node: nodeSummary(usage.node, nodeName), pods: usage.pods.map((pod) => podSummary(pod, usage.node)) }
}

function nodeSummary({ startedAtMs, cpu, memory, filesystem, network }: NodeStats, nodeName: string) {
  return {
    nodeName,
    startTime: formatTime(startedAtMs),
    cpu: {
      time: formatTime(cpu.timestampMs),
      usageNanoCores: cpu.usageNanoCores,
      usageCoreNanoSeconds: cpu.usageCoreNanoSeconds,
    },
    memory: {
      time: formatTime(memory.timestampMs),
      availableBytes: memory.availableBytes,
      usageBytes: memory.usageBytes,
      workingSetBytes: memory.workingSetBytes,
      rssBytes: memory.rssBytes,
      pageFaults: memory.pageFaults,
      majorPageFaults: memory.majorPageFaults,
    },
    ...(network === undefined
      ? {}
      : {
          network: { time: formatTime(network.timestampMs), ...network.interfaces[0], interfaces: network.interfaces },
        }),
    fs: filesystemSummary(filesystem),
    runtime: { imageFs: filesystemSummary(filesystem), containerFs: filesystemSummary(filesystem) },
  }
}

function podSummary({ pod, containers }: PodUsage, node: NodeStats) {
  const { name, namespace, uid } = pod.metadata
  return {
    podRef: { name, namespace, uid },
    startTime: pod.status.startTime ?? pod.metadata.creationTimestamp,
    containers: containers.map((container) => containerSummary(container, node)),
    ...podTotals(containers),
  }
}

function podTotals(containers: readonly ContainerUsage[]) {
  const cpus = containers.flatMap(({ stats, nanoCores }) =>
    stats.cpu === undefined ? [] : [{ ...stats.cpu, nanoCores }],
  )
  const memories = containers.flatMap(({ stats }) => (stats.memory === undefined ? [] : [stats.memory]))
  const [cpu] = cpus
  const [memory] = memories
  return {
    ...(cpu === undefined
      ? {}
      : {
          cpu: {
            time: formatTime(cpu.timestampMs),
            usageNanoCores: sum(cpus, (each) => each.nanoCores),
            usageCoreNanoSeconds: sum(cpus, (each) => each.usageCoreNanoSeconds),
          },
        }),
    ...(memory === undefined
      ? {}
      : {
          memory: {
            time: formatTime(memory.timestampMs),
            usageBytes: sum(memories, (each) => each.usageBytes),
            workingSetBytes: sum(memories, (each) => each.workingSetBytes),
            rssBytes: sum(memories, (each) => each.rssBytes),
            pageFaults: sum(memories, (each) => each.pageFaults),
            majorPageFaults: sum(memories, (each) => each.majorPageFaults),
          },
        }),
  }
}

function containerSummary({ name, startedAtMs, nanoCores, stats }: ContainerUsage, node: NodeStats) {
  const { cpu, memory, writableLayer } = stats
  return {
    name,
    startTime: formatTime(startedAtMs),
    ...(cpu && {
      cpu: {
        time: formatTime(cpu.timestampMs),
        usageNanoCores: nanoCores,
        usageCoreNanoSeconds: cpu.usageCoreNanoSeconds,
      },
    }),
    ...(memory && {
      memory: {
        time: formatTime(memory.timestampMs),
        usageBytes: memory.usageBytes,
        workingSetBytes: memory.workingSetBytes,
        rssBytes: memory.rssBytes,
        pageFaults: memory.pageFaults,
        majorPageFaults: memory.majorPageFaults,
      },
    }),
    ...(writableLayer && {
      rootfs: {
        ...filesystemSummary(node.filesystem),
        time: formatTime(writableLayer.timestampMs),
        usedBytes: writableLayer.usedBytes,
        inodesUsed: writableLayer.inodesUsed,
      },
    }),
  }
}

function filesystemSummary(stats: FilesystemStats) {
  return {
    time: formatTime(stats.timestampMs),
    availableBytes: stats.availableBytes,
    capacityBytes: stats.capacityBytes,
    usedBytes: stats.usedBytes,
    inodesFree: stats.inodesFree,
    inodes: stats.inodes,
    inodesUsed: stats.inodes - stats.inodesFree,
  }
}

function sum<T>(list: readonly T[], of: (each: T) => number): number {
  return list.reduce((total, each) => total + of(each), 0)
}
