import type { Pod, SeccompProfile } from "../../apis/core/v1.gen.ts"
import type {
  ContainerSecurityContext,
  NamespaceOptions,
  SandboxSecurityContext,
  SecurityProfile,
} from "../../cri/runtime.ts"
import type { AnyContainer } from "../pod/containers.ts"
import { regularContainers } from "../pod/containers.ts"

/** What a pod's sandbox may do. */
export function sandboxSecurity(pod: Pod, extraGroups: readonly number[]): SandboxSecurityContext {
  const context = pod.spec?.securityContext
  const { runAsUser, runAsGroup, seLinuxOptions } = context ?? {}
  return {
    namespaceOptions: namespaces(pod),
    privileged: [...regularContainers(pod), ...(pod.spec?.initContainers ?? [])].some(
      ({ securityContext }) => securityContext?.privileged === true,
    ),
    readonlyRootfs: false,
    supplementalGroups: groupsOf(pod, extraGroups),
    seccomp: profileOf(context?.seccompProfile) ?? { profileType: "RuntimeDefault" },
    ...(runAsUser === undefined ? {} : { runAsUser: { value: runAsUser } }),
    ...(runAsGroup === undefined || runAsUser === undefined ? {} : { runAsGroup: { value: runAsGroup } }),
    ...(seLinuxOptions === undefined ? {} : { selinuxOptions: selinux(seLinuxOptions) }),
  }
}

/** What a container may do: its own word, else the pod's. */
export function containerSecurity(
  pod: Pod,
  container: AnyContainer,
  extra: { readonly groups: readonly number[]; readonly targetId: string | undefined },
): ContainerSecurityContext {
  const own = container.securityContext
  const shared = pod.spec?.securityContext
  const runAsUser = own?.runAsUser ?? shared?.runAsUser
  const runAsGroup = own?.runAsGroup ?? shared?.runAsGroup
  const seLinuxOptions = own?.seLinuxOptions ?? shared?.seLinuxOptions
  const seccomp = profileOf(own?.seccompProfile ?? shared?.seccompProfile)
  const privileged = own?.privileged === true
  const unmasked = privileged || own?.procMount === "Unmasked"
  return {
    namespaceOptions: {
      ...namespaces(pod),
      ...(extra.targetId === undefined ? {} : { pid: "TARGET", targetId: extra.targetId }),
    },
    privileged,
    readonlyRootfs: own?.readOnlyRootFilesystem === true,
    supplementalGroups: groupsOf(pod, extra.groups),
    capabilities: {
      addCapabilities: own?.capabilities?.add ?? [],
      dropCapabilities: own?.capabilities?.drop ?? [],
    },
    noNewPrivs: own?.allowPrivilegeEscalation === false && !privileged,
    maskedPaths: unmasked ? [] : maskedPaths,
    readonlyPaths: unmasked ? [] : readonlyPaths,
    ...(runAsUser === undefined ? {} : { runAsUser: { value: runAsUser } }),
    ...(runAsGroup === undefined ? {} : { runAsGroup: { value: runAsGroup } }),
    ...(seccomp === undefined ? {} : { seccomp }),
    ...(seLinuxOptions === undefined ? {} : { selinuxOptions: selinux(seLinuxOptions) }),
  }
}

/** Why a container that must not be root would be; undefined when it would not. Words are Kubernetes'. */
export function nonRootProblem(
  pod: Pod,
  container: AnyContainer,
  image: { readonly uid: number | undefined; readonly username: string },
): string | undefined {
  const shared = pod.spec?.securityContext
  const own = container.securityContext
  if ((own?.runAsNonRoot ?? shared?.runAsNonRoot) !== true) return undefined
  const user = own?.runAsUser ?? shared?.runAsUser
  const where = `(pod: "${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})", container: ${container.name})`
  if (user === 0) return `container's runAsUser breaks non-root policy ${where}`
  if (user !== undefined) return undefined
  if (image.uid === 0 || (image.uid === undefined && image.username === "")) {
    return `container has runAsNonRoot and image will run as root ${where}`
  }
  if (image.uid !== undefined) return undefined
  return `container has runAsNonRoot and image has non-numeric user (${image.username}), cannot verify user is non-root ${where}`
}

function namespaces(pod: Pod): NamespaceOptions {
  const { hostNetwork, hostPID, hostIPC, shareProcessNamespace } = pod.spec ?? {}
  return {
    network: hostNetwork === true ? "NODE" : "POD",
    pid: hostPID === true ? "NODE" : shareProcessNamespace === true ? "POD" : "CONTAINER",
    ipc: hostIPC === true ? "NODE" : "POD",
  }
}

function groupsOf(pod: Pod, extra: readonly number[]): readonly number[] {
  const { fsGroup, supplementalGroups = [] } = pod.spec?.securityContext ?? {}
  return [...new Set([...(fsGroup === undefined ? [] : [fsGroup]), ...supplementalGroups, ...extra])]
}

function profileOf(profile: SeccompProfile | undefined): SecurityProfile | undefined {
  if (profile === undefined) return undefined
  if (profile.type !== "Localhost") return { profileType: profile.type }
  return { profileType: "Localhost", localhostRef: `/var/lib/kubelet/seccomp/${profile.localhostProfile ?? ""}` }
}

function selinux(options: { [Key in "user" | "role" | "type" | "level"]?: string | undefined }) {
  const { user = "", role = "", type = "", level = "" } = options
  return { user, role, type, level }
}

/** What containers must not see or change of the machine, as container runtimes have it. */
const maskedPaths: readonly string[] = [
  ...["/proc/asound", "/proc/acpi", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list"],
  ...["/proc/timer_stats", "/proc/sched_debug", "/proc/scsi", "/sys/firmware", "/sys/devices/virtual/powercap"],
]

const readonlyPaths: readonly string[] = [...["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]]
