import type { RuntimeContainer, RuntimePod } from "../runtime/runtime-pod.ts"

/** How many ended containers are kept beside the newest of each name: their logs and their last state. */
const keptPerContainer = 1

/** What of a living pod's past can go: ended containers but the last few, and old sandboxes that hold none of those. */
export function podGarbage({ sandboxes, containers }: RuntimePod): {
  readonly containers: readonly RuntimeContainer[]
  readonly sandboxIds: readonly string[]
} {
  const seen = new Map<string, number>()
  const removable = containers.filter(({ name, state }) => {
    const before = seen.get(name) ?? 0
    seen.set(name, before + 1)
    return before > keptPerContainer && state === "CONTAINER_EXITED"
  })
  const kept = containers.filter((container) => !removable.includes(container))
  const [, ...old] = sandboxes
  const sandboxIds = old
    .filter(({ id, state }) => state === "SANDBOX_NOTREADY" && !kept.some(({ podSandboxId }) => podSandboxId === id))
    .map(({ id }) => id)
  return { containers: removable, sandboxIds }
}
