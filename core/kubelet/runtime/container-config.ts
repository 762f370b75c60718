import type { Pod } from "../../apis/core/v1.gen.ts"
import type { ContainerConfig, Mount } from "../../cri/runtime.ts"
import { expand } from "../env/expand.ts"
import type { EnvPair } from "../env/service-env.ts"
import type { AnyContainer } from "../pod/containers.ts"
import { containerLogPath } from "../pod/paths.ts"
import { containerAnnotations, containerLabels } from "./labels.ts"
import { containerResources } from "./linux-resources.ts"
import { containerSecurity } from "./security.ts"

export interface ContainerFacts {
  readonly restartCount: number
  readonly imageRef: string
  readonly env: readonly EnvPair[]
  readonly mounts: readonly Mount[]
  readonly nodeMemoryBytes: number
  /** Groups that volumes belong to. */
  readonly groups: readonly number[]
  /** Whose processes an ephemeral container sees. */
  readonly targetId: string | undefined
}

/** A container as the runtime is asked to make it. */
export function containerConfig(pod: Pod, container: AnyContainer, facts: ContainerFacts): ContainerConfig {
  const env = new Map(facts.env)
  const expanded = (texts: readonly string[] | undefined) =>
    (texts ?? []).map((text) => expand(text, (name) => env.get(name)))
  const stopSignal = container.lifecycle?.stopSignal
  return {
    metadata: { name: container.name, attempt: facts.restartCount },
    image: { image: facts.imageRef, userSpecifiedImage: container.image ?? "" },
    command: expanded(container.command),
    args: expanded(container.args),
    workingDir: container.workingDir ?? "",
    envs: facts.env.map(([key, value]) => ({ key, value: Buffer.from(value) })),
    mounts: facts.mounts,
    labels: containerLabels(pod, container),
    annotations: containerAnnotations(pod, container, facts.restartCount),
    logPath: containerLogPath(container.name, facts.restartCount),
    stdin: container.stdin === true,
    stdinOnce: container.stdinOnce === true,
    tty: container.tty === true,
    linux: {
      resources: containerResources(pod, container, facts.nodeMemoryBytes),
      securityContext: containerSecurity(pod, container, facts),
    },
    ...(stopSignal === undefined ? {} : { stopSignal: stopSignal.replace("+", "PLUS").replace("-", "MINUS") }),
  }
}
