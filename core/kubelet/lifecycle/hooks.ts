import type { LifecycleHandler, Pod } from "../../apis/core/v1.gen.ts"
import type { Clock } from "../../base/clock.ts"
import type { Runtime } from "../../cri/runtime.ts"
import type { ProbeNetwork } from "../../host/probe-network.ts"
import type { AnyContainer } from "../pod/containers.ts"
import { fullNameOf } from "../pod/identity.ts"
import { podIpOf, targetOf } from "../prober/probe-target.ts"

export interface HookDeps {
  readonly runtime: Runtime
  readonly network: ProbeNetwork
  readonly clock: Clock
  readonly hostIps: readonly string[]
}

/** Runs a hook. Throws when it failed; the message goes into the container's status. */
export async function runHook(
  handler: LifecycleHandler,
  at: { readonly pod: Pod; readonly container: AnyContainer; readonly id: string; readonly ips: readonly string[] },
  timeoutSeconds: number,
  { runtime, network, clock, hostIps }: HookDeps,
): Promise<void> {
  if (handler.sleep !== undefined) return clock.sleep(handler.sleep.seconds * 1000)
  const target = targetOf(handler, at.container, podIpOf(at.pod, at.ips, hostIps), "kube-lifecycle/1.36")
  const where = `for Container "${at.container.name}" in Pod "${fullNameOf(at.pod)}(${at.pod.metadata.uid})" failed`
  switch (target.type) {
    case "exec": {
      const { exitCode, stdout, stderr } = await runtime.execSync(at.id, target.command, timeoutSeconds)
      if (exitCode === 0) return
      const said = `${Buffer.from(stdout).toString()}${Buffer.from(stderr).toString()}`
      const command = `[${target.command.join(" ")}]`
      throw new Error(
        `Exec lifecycle hook (${command}) ${where} - error: command '${target.command.join(" ")}' exited with ${exitCode}: ${said}, message: ${JSON.stringify(said)}`,
      )
    }
    case "http": {
      const answer = await network.httpGet(target.url, target.headers, timeoutSeconds * 1000)
      if ("problem" in answer)
        throw new Error(`HTTP lifecycle hook (${target.url}) ${where} - error: Get "${target.url}": ${answer.problem}`)
      return
    }
    case "tcp":
    case "grpc":
    case "problem":
      throw new Error("invalid handler: tcp and grpc are not supported in hooks")
  }
}
