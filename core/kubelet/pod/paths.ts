import type { Pod } from "../../apis/core/v1.gen.ts"
import { nameOf, namespaceOf, uidOf } from "./identity.ts"

/** Where things of pods are on a node. The names below the roots are Kubernetes' own: users look there. */
export interface KubeletPaths {
  /** /var/lib/kubelet */
  readonly root: string
  /** /var/log/pods */
  readonly podLogs: string
  /** /var/log/containers */
  readonly containerLogs: string
  /** In memory (tmpfs): what must never reach a disk. /run/kubelet */
  readonly memory: string
}

export function podDir(paths: KubeletPaths, uid: string): string {
  return `${paths.root}/pods/${uid}`
}

export function volumeDir(paths: KubeletPaths, uid: string, plugin: string, volume: string): string {
  return `${podDir(paths, uid)}/volumes/${plugin.replaceAll("/", "~")}/${volume}`
}

/** Volumes whose content is secret: the same names, in memory. */
export function memoryVolumeDir(paths: KubeletPaths, uid: string, plugin: string, volume: string): string {
  return `${paths.memory}/pods/${uid}/volumes/${plugin.replaceAll("/", "~")}/${volume}`
}

export function podMemoryDir(paths: KubeletPaths, uid: string): string {
  return `${paths.memory}/pods/${uid}`
}

export function containerDir(paths: KubeletPaths, uid: string, container: string): string {
  return `${podDir(paths, uid)}/containers/${container}`
}

export function etcHostsPath(paths: KubeletPaths, uid: string): string {
  return `${podDir(paths, uid)}/etc-hosts`
}

/** `/var/log/pods/<namespace>_<name>_<uid>`. */
export function podLogDir(paths: KubeletPaths, pod: Pod): string {
  return `${paths.podLogs}/${namespaceOf(pod)}_${nameOf(pod)}_${uidOf(pod)}`
}

/** Below the pod's log directory. */
export function containerLogPath(container: string, restartCount: number): string {
  return `${container}/${restartCount}.log`
}

/** `/var/log/containers/<pod>_<namespace>_<container>-<id>.log`, a link for log collectors. */
export function containerLogLink(paths: KubeletPaths, pod: Pod, container: string, id: string): string {
  const podPart = `${nameOf(pod)}_${namespaceOf(pod)}`
  return `${paths.containerLogs}/${`${podPart}_${container}`.slice(0, 251 - id.length - 5)}-${id}.log`
}
