import { join } from "node:path"
import { utilityProcess } from "electron"
import type { HostChild } from "./host-process.ts"

export interface HostPlace {
  /** Where the built shell is. */
  readonly folder: string
  /** The project's folder, or what the packaged app has in its place. */
  readonly root: string
}

/** Starts the host as a utility process: Node.js without windows. It gets its own surroundings from what started us. */
export function forkHost({ folder, root }: HostPlace): HostChild {
  return utilityProcess.fork(join(folder, "host.mjs"), [root], { serviceName: "Cove", stdio: "inherit" })
}
