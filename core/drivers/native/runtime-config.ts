import { join } from "node:path"
import { nodeCommand } from "../contract.ts"
import type { NativeNode } from "./native-store.ts"

export interface RuntimeSurroundings {
  readonly driverId: string
  /** Path of the network namespace. */
  readonly namespace: string
  readonly capabilities: readonly string[]
}

/** The OCI configuration of a node: all the rights there are, in namespaces of its own. */
export function runtimeConfig(node: NativeNode, { driverId, namespace, capabilities }: RuntimeSurroundings) {
  return {
    ociVersion: "1.0.2",
    hostname: node.name,
    root: { path: join(node.folder, "root"), readonly: false },
    process: {
      terminal: false,
      user: { uid: 0, gid: 0 },
      args: nodeCommand,
      cwd: "/",
      env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/cove/bin", "HOME=/root"],
      capabilities: { bounding: capabilities, effective: capabilities, permitted: capabilities },
      noNewPrivileges: false,
    },
    mounts,
    linux: {
      cgroupsPath: `/cove/${driverId}/${node.name}`,
      rootfsPropagation: "shared",
      namespaces: [
        ...["pid", "ipc", "uts", "mount", "cgroup"].map((type) => ({ type })),
        { type: "network", path: namespace },
      ],
      resources: {
        devices: [{ allow: true, access: "rwm" }],
        memory: { limit: node.resources.memoryBytes },
        cpu: { period: cpuPeriod, quota: Math.round(node.resources.cpus * cpuPeriod) },
      },
    },
  }
}

/** Microseconds; Kubernetes' own. */
const cpuPeriod = 100_000

const mounts = [
  mount("/proc", "proc"),
  mount("/dev", "tmpfs", "nosuid", "mode=755", "size=65536k"),
  mount("/dev/pts", "devpts", "nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"),
  mount("/dev/shm", "tmpfs", "nosuid", "nodev", "mode=1777", "size=65536k"),
  mount("/dev/mqueue", "mqueue"),
  mount("/sys", "sysfs", "rw", "nosuid", "nodev", "noexec"),
  mount("/sys/fs/cgroup", "cgroup", "rw", "nosuid", "nodev", "noexec"),
  mount("/run", "tmpfs", "nosuid", "mode=755"),
  mount("/tmp", "tmpfs", "nosuid", "mode=1777"),
]

function mount(destination: string, type: string, ...options: string[]) {
  return { destination, type, source: type, options }
}
