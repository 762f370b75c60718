import { chmod, mkdir, readdir, rm, stat, symlink, writeFile } from "node:fs/promises"
import { delimiter, join } from "node:path"
import { stringify } from "yaml"
import { commandLine, quoteWord } from "../../base/shell-words.ts"
import type { Profile } from "../../cluster/profile/profile.ts"
import type { Programs } from "../deps.ts"
import { planShell, type ShellPlan } from "./shell-files.ts"

/** What a shell terminal is made from. */
export interface ShellTerminal {
  /** Of its own, below `~/.cove/run/`; it goes with the terminal. */
  readonly folder: string
  readonly shell: string
  readonly programs: Programs
  /** A kubectl that fits; "kubectl" is the one on the PATH. Undefined: none could be found. */
  readonly kubectl: string | undefined
  /** Where the person's clusters are written down. */
  readonly kubeconfig: string
  /** The cluster that kubectl means, when it is not the person's current one. */
  readonly profile: Profile | undefined
  readonly namespace: string | undefined
}

/** Writes what a shell needs into its folder. Returns how it is started. */
export async function writeShellFolder(terminal: ShellTerminal): Promise<Pick<ShellPlan, "args" | "environment">> {
  const { folder, shell, programs, kubeconfig, profile, namespace } = terminal
  const bin = join(folder, "bin")
  await mkdir(bin, { recursive: true, mode: 0o700 })
  await writePrograms(bin, terminal)
  const context = join(folder, "kubeconfig")
  if (profile !== undefined) await writeFile(context, contextOf(profile, namespace), { mode: 0o600 })
  const known = profile?.kubeconfig ?? kubeconfig
  const searched = (profile === undefined ? [known] : [context, known]).join(delimiter)
  const zshFolder = programs.environment["ZDOTDIR"]
  const plan = planShell({ shell, folder, programs: bin, kubeconfig: searched, zshFolder })
  for (const [name, text] of Object.entries(plan.files)) await writeFile(join(folder, name), text, { mode: 0o600 })
  const path = [bin, programs.environment["PATH"] ?? ""].join(delimiter)
  return { args: plan.args, environment: { KUBECONFIG: searched, PATH: path, ...plan.environment } }
}

export async function removeShellFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}

/** A host that was killed leaves its terminals' folders behind. After so long nobody's shell looks at them. */
const forgottenMs = 30 * 24 * 60 * 60 * 1000

/** Removes what was forgotten in the folder of terminals' folders. */
export async function removeForgotten(terminals: string, nowMs: number): Promise<void> {
  for (const name of await readdir(terminals).catch(() => [])) {
    const folder = join(terminals, name)
    const found = await stat(folder).catch(() => undefined) // another host may be at it, too
    if (found !== undefined && found.mtimeMs < nowMs - forgottenMs) await removeShellFolder(folder)
  }
}

/**
 * A kubeconfig that only chooses: the cluster and its keys are in the person's own, which kubectl reads after this one.
 * So it stays true when the cluster comes back at another address, and no key is written twice.
 */
function contextOf(profile: Profile, namespace = "default"): string {
  const context = { cluster: profile.name, user: profile.name, namespace }
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    contexts: [{ name: profile.name, context }],
    "current-context": profile.name,
  })
}

/** `cove` is told of the person's kubeconfig: what it writes there must outlive the terminal. */
async function writePrograms(bin: string, { programs, kubectl, kubeconfig }: ShellTerminal): Promise<void> {
  const cove = join(bin, "cove")
  const script = `#!/bin/sh\nKUBECONFIG=${quoteWord(kubeconfig)} exec ${commandLine(programs.cove)} "$@"\n`
  await writeFile(cove, script)
  await chmod(cove, 0o755)
  if (kubectl !== undefined && kubectl !== "kubectl") await symlink(kubectl, join(bin, "kubectl"))
}
