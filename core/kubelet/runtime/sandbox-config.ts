import type { Pod } from "../../apis/core/v1.gen.ts"
import type { DnsConfig, PortMapping, SandboxConfig } from "../../cri/runtime.ts"
import { allContainers } from "../pod/containers.ts"
import { nameOf, namespaceOf, uidOf } from "../pod/identity.ts"
import { podLabels } from "./labels.ts"
import { sandboxSecurity } from "./security.ts"

export interface SandboxFacts {
  readonly attempt: number
  readonly hostname: string
  readonly logDirectory: string
  readonly dns: DnsConfig
  readonly cgroupParent: string
}

/** The sandbox a pod's containers live in. */
export function sandboxConfig(pod: Pod, facts: SandboxFacts): SandboxConfig {
  const onNode = pod.spec?.hostNetwork === true
  const sysctls = (pod.spec?.securityContext?.sysctls ?? []).map(({ name, value }) => [
    name.replaceAll("/", "."),
    value,
  ])
  return {
    metadata: { name: nameOf(pod), uid: uidOf(pod), namespace: namespaceOf(pod), attempt: facts.attempt },
    hostname: onNode ? "" : facts.hostname,
    logDirectory: facts.logDirectory,
    dnsConfig: facts.dns,
    portMappings: onNode ? [] : portMappings(pod),
    labels: podLabels(pod),
    annotations: pod.metadata.annotations ?? {},
    linux: {
      cgroupParent: facts.cgroupParent,
      sysctls: Object.fromEntries(sysctls),
      securityContext: sandboxSecurity(pod, []),
    },
  }
}

function portMappings(pod: Pod): readonly PortMapping[] {
  return allContainers(pod)
    .flatMap(({ container }) => container.ports ?? [])
    .map(({ protocol = "TCP", containerPort, hostPort = 0, hostIP = "" }) => ({
      protocol,
      containerPort,
      hostPort,
      hostIp: hostIP,
    }))
}
