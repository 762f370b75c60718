import { mkdir, rm, symlink } from "node:fs/promises"
import { join } from "node:path"
import { cove, type Ended, type RunOptions, home as sharedHome } from "./cove.ts"

/** A COVE_HOME of a test's own, for what would disturb others; only the cache is everybody's. */
export interface OwnHome {
  readonly folder: string
  readonly kubeconfig: string
  readonly env: Readonly<Record<string, string>>
  cove(args: readonly string[], options?: RunOptions): Promise<Ended>
  remove(): Promise<void>
}

export async function ownHome(name: string): Promise<OwnHome> {
  const folder = join(sharedHome, name)
  const kubeconfig = join(folder, "kubeconfig")
  const env = { COVE_HOME: folder, KUBECONFIG: kubeconfig }
  const inHome = (args: readonly string[], options: RunOptions = {}) =>
    cove(args, { ...options, env: { ...env, ...options.env } })
  await inHome(["delete", "--all"])
  await rm(folder, { recursive: true, force: true })
  await mkdir(join(sharedHome, "cache"), { recursive: true })
  await mkdir(folder, { recursive: true })
  await symlink(join(sharedHome, "cache"), join(folder, "cache"))
  return {
    folder,
    kubeconfig,
    env,
    cove: inHome,
    remove: async () => {
      await inHome(["delete", "--all"])
      await rm(folder, { recursive: true, force: true })
    },
  }
}
