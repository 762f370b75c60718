import type { Pod } from "../../apis/core/v1.gen.ts"
import type { RuntimeContainer } from "../runtime/runtime-pod.ts"
import { type AnyContainer, initContainers, isSidecar } from "./containers.ts"
import { isBeingDeleted } from "./identity.ts"

/** Whether a container that is not running has to be started (Kubernetes' `ShouldContainerBeRestarted`). */
export function shouldRun(pod: Pod, container: AnyContainer, newest: RuntimeContainer | undefined): boolean {
  if (isBeingDeleted(pod)) return false
  if (newest === undefined || newest.state === "CONTAINER_CREATED") return true
  if (newest.state === "CONTAINER_RUNNING") return false
  if (newest.state === "CONTAINER_UNKNOWN") return true
  const policy = restartPolicyOf(pod, container)
  const rule = container.restartPolicyRules?.find(({ action, exitCodes }) => {
    if (action !== "Restart" || exitCodes === undefined) return false
    const listed = exitCodes.values?.includes(newest.exitCode) === true
    return exitCodes.operator === "In" ? listed : !listed
  })
  if (rule !== undefined) return true
  return policy === "Always" || (policy === "OnFailure" && newest.exitCode !== 0)
}

/** An init container that is no sidecar runs until it succeeds, unless its pod never restarts anything. */
function restartPolicyOf(pod: Pod, container: AnyContainer): "Always" | "OnFailure" | "Never" {
  const own = container.restartPolicy
  if (own === "Always" || own === "OnFailure" || own === "Never") return own
  const policy = pod.spec?.restartPolicy ?? "Always"
  const isInit = initContainers(pod).some(({ name }) => name === container.name)
  if (isInit && !isSidecar(container) && policy === "Always") return "OnFailure"
  return policy
}
