import { commandLine } from "../../base/shell-words.ts"
import type { TerminalTarget } from "../../bridge/contract/terminals.ts"

export type NodeTarget = TerminalTarget & { readonly type: "node" }
export type PodTarget = TerminalTarget & { readonly type: "pod" }

/** What `kubectl exec` runs when nothing is named: the better shell of those that images have. */
const anyShell = ["sh", "-c", "command -v bash >/dev/null 2>&1 && exec bash || exec sh"]

/** `cove`'s words for a shell on a node. */
export function nodeWords({ profile, node }: NodeTarget): readonly string[] {
  return ["ssh", "-p", profile, "-n", node]
}

/** `kubectl`'s words for a program in a pod, after those that name the cluster. */
export function podWords({ namespace, pod, container, command, attach }: PodTarget): readonly string[] {
  const where = ["-n", namespace, pod, ...(container === undefined ? [] : ["-c", container])]
  if (attach === true && command === undefined) return ["attach", "-it", ...where]
  const run = command === undefined || command.length === 0 ? anyShell : command
  return ["exec", "-it", ...where, "--", ...run]
}

export function titleOf(target: TerminalTarget): string {
  switch (target.type) {
    case "shell":
      return target.profile ?? "Shell"
    case "node":
      return target.node
    case "pod":
      return target.container === undefined ? target.pod : `${target.pod} / ${target.container}`
  }
}

/** The same in a terminal of one's own. */
export function commandOf(target: TerminalTarget): string {
  switch (target.type) {
    case "shell": {
      if (target.profile === undefined) return "kubectl config get-contexts"
      const namespace = target.namespace === undefined ? [] : [`--namespace=${target.namespace}`]
      const use = commandLine(["kubectl", "config", "use-context", target.profile])
      if (namespace.length === 0) return use
      return `${use} && ${commandLine(["kubectl", "config", "set-context", "--current", ...namespace])}`
    }
    case "node":
      return commandLine(["cove", ...nodeWords(target)])
    case "pod":
      return commandLine(["kubectl", "--context", target.profile, ...podWords(target)])
  }
}
