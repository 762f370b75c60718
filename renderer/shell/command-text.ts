import { commandLine } from "../../core/base/shell-words.ts"

/** What `kubectl` does in a cluster, whichever context is current: `kubectl --context web get pods`. */
export function kubectlCommand(profile: string, words: readonly string[]): string {
  return commandLine(["kubectl", "--context", profile, ...words])
}
