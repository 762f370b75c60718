import type { Command } from "commander"
import type { Cli } from "./cli.ts"
import { defineDashboard } from "./commands/dashboard.ts"
import { defineDelete } from "./commands/delete.ts"
import { defineImage } from "./commands/image.ts"
import { defineIp } from "./commands/ip.ts"
import { defineKubectl } from "./commands/kubectl.ts"
import { defineLogs } from "./commands/logs.ts"
import { defineNode } from "./commands/node.ts"
import { definePause, defineUnpause } from "./commands/pause.ts"
import { defineProfile } from "./commands/profile.ts"
import { defineSsh } from "./commands/ssh.ts"
import { defineStart } from "./commands/start.ts"
import { defineStatus } from "./commands/status.ts"
import { defineStop } from "./commands/stop.ts"
import { defineUpdateContext } from "./commands/update-context.ts"
import { defineVersion } from "./commands/version.ts"

/** Adds a command to the program. Its files are light: what it works with is loaded when it runs. */
export type DefineCommand = (program: Command, cli: Cli, exitWith: (code: number) => void) => void

/** In the order in which help shows them. */
export const commands: readonly DefineCommand[] = [
  defineStart,
  defineStatus,
  defineStop,
  definePause,
  defineUnpause,
  defineDelete,
  defineDashboard,
  defineKubectl,
  defineImage,
  defineIp,
  defineSsh,
  defineLogs,
  defineNode,
  defineProfile,
  defineUpdateContext,
  defineVersion,
]
