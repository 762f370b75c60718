import { access, constants } from "node:fs/promises"
import { delimiter, join } from "node:path"
import type { Health } from "../driver.ts"

/** What this machine must be and have for nodes without an engine. */
export async function checkMachine(machine: Machine): Promise<Health> {
  if (machine.platform !== "linux") {
    return {
      healthy: false,
      reason: "Nodes without an engine need Linux",
      advice: "Install and start a container engine.",
    }
  }
  if (machine.userId !== 0) {
    return { healthy: false, reason: "Nodes without an engine need root", advice: "Run Cove as root, or start Docker." }
  }
  const missing = await missingPrograms(machine.path)
  if (missing.length === 0) return { healthy: true, detail: "runc on this machine" }
  return {
    healthy: false,
    reason: `Programs are missing: ${missing.map(({ command }) => command).join(", ")}`,
    advice: `Install them: apt-get install ${missing.map((program) => program.package).join(" ")}`,
  }
}

export interface Machine {
  readonly platform: string
  readonly userId: number | undefined
  /** The search path for programs. */
  readonly path: string
}

const programs = [
  { command: "runc", package: "runc" },
  { command: "ip", package: "iproute2" },
  { command: "nft", package: "nftables" },
  { command: "mount", package: "mount" },
  { command: "tar", package: "tar" },
]

async function missingPrograms(path: string) {
  const folders = path.split(delimiter).filter((folder) => folder !== "")
  const there = await Promise.all(programs.map(({ command }) => isIn(folders, command)))
  return programs.filter((_, i) => there[i] !== true)
}

async function isIn(folders: readonly string[], command: string): Promise<boolean> {
  for (const folder of folders) {
    const found = await access(join(folder, command), constants.X_OK).then(
      () => true,
      () => false,
    )
    if (found) return true
  }
  return false
}
