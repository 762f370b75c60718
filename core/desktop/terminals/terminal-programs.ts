import { homedir } from "node:os"
import { join } from "node:path"
import type { TerminalTarget } from "../../bridge/contract/terminals.ts"
import { existingCluster } from "../../cluster/existing-cluster.ts"
import { findKubectl } from "../../cluster/kubectl/find-kubectl.ts"
import type { Profile } from "../../cluster/profile/profile.ts"
import type { DesktopDeps } from "../deps.ts"
import { checkShell } from "./check-shell.ts"
import type { PtyProgram } from "./pty.ts"
import { nodeWords, podWords } from "./target-command.ts"
import { removeForgotten, removeShellFolder, writeShellFolder } from "./terminal-folder.ts"

/** What a terminal runs, and how what was made for it is taken away again. */
export interface PreparedProgram extends Pick<PtyProgram, "command" | "environment" | "folder"> {
  cleanUp(): Promise<void>
}

export interface ProgramsDeps extends Pick<DesktopDeps, "cluster" | "programs"> {
  /** The shell that the settings name; "" for the person's own. */
  preferredShell(): Promise<string>
}

/** What belongs to the program that runs us, not to a person's shell. */
const notForTerminals = ["ELECTRON_RUN_AS_NODE", "NODE_OPTIONS", "NODE_CHANNEL_FD"]

/** Makes ready what a terminal of this id shows. Throws a ClusterError when there is no such cluster, or no kubectl. */
export async function prepareProgram(deps: ProgramsDeps, id: string, target: TerminalTarget): Promise<PreparedProgram> {
  const environment = terminalEnvironment(deps)
  const begin = { environment, folder: environment["HOME"] ?? homedir(), cleanUp: async () => {} }
  switch (target.type) {
    case "shell":
      return prepareShell(deps, id, target)
    case "node": {
      await existingCluster(deps.cluster, target.profile)
      // It is our own program, so it needs what was taken out for others.
      const own = { ...deps.programs.environment, ...environment }
      return { ...begin, environment: own, command: [...deps.programs.cove, ...nodeWords(target)] }
    }
    case "pod": {
      const { profile } = await existingCluster(deps.cluster, target.profile)
      const kubectl = await findKubectl(deps.cluster.home.cache, () => {})
      return { ...begin, command: [kubectl, ...clusterWords(profile), ...podWords(target)] }
    }
  }
}

async function prepareShell(
  deps: ProgramsDeps,
  id: string,
  { profile: name, namespace }: TerminalTarget & { readonly type: "shell" },
): Promise<PreparedProgram> {
  const profile = name === undefined ? undefined : (await existingCluster(deps.cluster, name)).profile
  const preferred = await deps.preferredShell()
  if (preferred !== "") await checkShell(preferred, deps.programs.environment["PATH"] ?? "")
  const { home, kubeconfig } = deps.cluster
  const folders = join(home.folder, "run", "terminals")
  await removeForgotten(folders, deps.cluster.clock.now())
  const folder = join(folders, id)
  const shell = preferred || deps.programs.shell
  const kubectl = await findKubectl(home.cache, () => {}).catch(() => undefined) // a shell without it is still one
  const { programs } = deps
  const plan = await writeShellFolder({ folder, shell, programs, kubectl, kubeconfig, profile, namespace })
  const environment = terminalEnvironment(deps)
  return {
    command: [shell, ...plan.args],
    environment: {
      ...environment,
      ...(profile === undefined ? {} : { COVE_PROFILE: profile.name }),
      ...plan.environment,
    },
    folder: environment["HOME"] ?? homedir(),
    cleanUp: () => removeShellFolder(folder),
  }
}

function clusterWords(profile: Profile): readonly string[] {
  return [`--kubeconfig=${profile.kubeconfig}`, `--context=${profile.name}`]
}

function terminalEnvironment({ programs }: ProgramsDeps): Readonly<Record<string, string>> {
  const kept = Object.entries(programs.environment).filter(([name]) => !notForTerminals.includes(name))
  return { ...Object.fromEntries(kept), TERM: "xterm-256color", COLORTERM: "truecolor", TERM_PROGRAM: "Cove" }
}
