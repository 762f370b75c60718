import type { Pod, Secret } from "../../apis/core/v1.gen.ts"
import type { Mount, SandboxConfig } from "../../cri/runtime.ts"
import { ContainerConfigError, containerEnv } from "../env/container-env.ts"
import { ImageError } from "../images/image-puller.ts"
import { runHook } from "../lifecycle/hooks.ts"
import type { Placed } from "../pod/containers.ts"
import { graceSecondsOf } from "../pod/grace.ts"
import { namespaceOf } from "../pod/identity.ts"
import { containerConfig } from "../runtime/container-config.ts"
import { newestOf, type RuntimePod } from "../runtime/runtime-pod.ts"
import { nonRootProblem } from "../runtime/security.ts"
import { volumeMounts } from "../volumes/mounts.ts"
import type { VolumePaths } from "../volumes/volume-manager.ts"
import { Interrupted, orInterrupted } from "./interrupted.ts"
import { killContainer } from "./kill.ts"
import type { PodDeps } from "./pod-deps.ts"
import { linkLog, makeMessageFile, writeHostsFile } from "./pod-files.ts"

/** Why a container does not run. `reason` is what its status says it waits for. */
export class StartError extends Error {
  override readonly name = "StartError"
  readonly reason: string
  /** When to try again, where that is known. */
  readonly retryMs: number | undefined

  constructor(reason: string, message: string, options: ErrorOptions & { readonly retryMs?: number | undefined } = {}) {
    super(message, options)
    this.reason = reason
    this.retryMs = options.retryMs
  }
}

export interface StartContext {
  readonly pod: Pod
  readonly runtimePod: RuntimePod
  readonly sandboxId: string
  readonly sandbox: SandboxConfig
  readonly volumes: VolumePaths
  readonly ips: readonly string[]
  readonly pullSecrets: readonly Secret[]
  /** A container exists now: its events are this pod's. */
  readonly onCreated: (id: string) => void
  readonly signal: AbortSignal
}

/** Image, configuration, creation, start, hook: from nothing to a running container. Throws a `StartError`. */
export async function startContainer(placed: Placed, context: StartContext, deps: PodDeps): Promise<void> {
  const { pod, sandboxId, sandbox } = context
  const { container } = placed
  const { runtime, events } = deps
  const tell = (type: "Normal" | "Warning", reason: string, message: string) =>
    events.container(pod, placed, type, reason, message)
  const fail = (reason: string, error: unknown, retryMs?: number): never => {
    const message = error instanceof Error ? error.message : String(error)
    throw new StartError(reason, message, { cause: error, retryMs })
  }

  let imageRef = ""
  try {
    const image = deps.puller.ensure(pod, container, context.pullSecrets, sandbox, tell)
    imageRef = await orInterrupted(image, context.signal)
  } catch (error) {
    if (!(error instanceof ImageError)) throw error
    tell("Warning", "Failed", `Error: ${error.reason}`)
    fail(error.reason, error, error.retryMs)
  }
  let config: Awaited<ReturnType<typeof configure>>
  try {
    config = await configure(placed, context, imageRef, deps)
  } catch (error) {
    tell("Warning", "Failed", `Error: ${error instanceof Error ? error.message : String(error)}`)
    return fail("CreateContainerConfigError", error)
  }
  let id = ""
  try {
    id = await runtime.createContainer(sandboxId, config, sandbox)
  } catch (error) {
    tell("Warning", "Failed", `Error: ${error instanceof Error ? error.message : String(error)}`)
    return fail("CreateContainerError", error)
  }
  context.onCreated(id)
  tell("Normal", "Created", "Container created")
  try {
    await runtime.startContainer(id)
  } catch (error) {
    tell("Warning", "Failed", `Error: ${error instanceof Error ? error.message : String(error)}`)
    return fail("RunContainerError", error)
  }
  tell("Normal", "Started", "Container started")
  await linkLog(deps.paths, pod, container, id, config.metadata.attempt)

  const hook = container.lifecycle?.postStart
  if (hook === undefined) return
  try {
    const hookDeps = { runtime, network: deps.network, clock: deps.clock, hostIps: deps.node.ips }
    await orInterrupted(runHook(hook, { pod, container, id, ips: context.ips }, 0, hookDeps), context.signal)
  } catch (error) {
    if (error instanceof Interrupted) throw error
    tell("Warning", "FailedPostStartHook", "PostStartHook failed")
    const victim = { pod, placed, id, ips: context.ips }
    await orInterrupted(killContainer(victim, "FailedPostStartHook", graceSecondsOf(pod), deps), context.signal)
    fail("PostStartHookError", error)
  }
}

async function configure({ container }: Placed, context: StartContext, imageRef: string, deps: PodDeps) {
  const { pod, volumes, ips, runtimePod } = context
  const { node, objects, runtime, paths } = deps
  const image = await runtime.imageStatus(imageRef)
  const problem = nonRootProblem(pod, container, image ?? { uid: undefined, username: "" })
  if (problem !== undefined) throw new ContainerConfigError(problem)
  const podIps = pod.spec?.hostNetwork === true ? node.ips : ips
  const env = await containerEnv(pod, container, {
    configMap: (namespace, name) => objects.configMap(namespace, name),
    secret: (namespace, name) => objects.secret(namespace, name),
    services: node.serviceEnv(pod),
    facts: { hostIps: node.ips, podIps, allocatable: node.allocatable },
  })
  const restartCount = nextRestartCount(runtimePod, container.name, deps.statuses.statusOf(pod))
  const mounts: Mount[] = [...(await volumeMounts(pod, container, volumes, env))]
  const messagePath = container.terminationMessagePath ?? "/dev/termination-log"
  const messageFile = await makeMessageFile(paths, pod, container, restartCount)
  const plain = { readonly: false, propagation: "PROPAGATION_PRIVATE" } as const
  if (!mounts.some(({ containerPath }) => containerPath === "/etc/hosts")) {
    const hosts = await writeHostsFile(paths, pod, podIps, node.clusterDomain)
    mounts.push({ containerPath: "/etc/hosts", hostPath: hosts, ...plain })
  }
  if (messagePath !== "") mounts.push({ containerPath: messagePath, hostPath: messageFile, ...plain })
  const target = container.targetContainerName
  return containerConfig(pod, container, {
    restartCount,
    imageRef,
    env,
    mounts,
    nodeMemoryBytes: node.memoryBytes,
    groups: [],
    targetId: target ? newestOf(runtimePod, target)?.id : undefined,
  })
}

/** One more than the newest; what the status says counts when the runtime has forgotten. */
function nextRestartCount(runtimePod: RuntimePod, name: string, status: Pod["status"]): number {
  const newest = newestOf(runtimePod, name)
  if (newest !== undefined) return newest.restartCount + 1
  const all = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])]
  const said = all.find((each) => each.name === name)
  return said?.containerID === undefined ? 0 : said.restartCount + 1
}

export function pullSecretsOf(pod: Pod, deps: PodDeps): Promise<readonly Secret[]> {
  const names = (pod.spec?.imagePullSecrets ?? []).map(({ name = "" }) => name)
  const found = names.map((name) => deps.objects.secret(namespaceOf(pod), name).catch(() => undefined))
  return Promise.all(found).then((all) => all.filter((secret) => secret !== undefined))
}
