import { addons } from "./addons.ts"
import { clusters } from "./clusters.ts"
import { detail } from "./detail.ts"
import { common } from "./everywhere.ts"
import { forwards } from "./forwards.ts"
import { overview } from "./overview.ts"
import { problems } from "./problems.ts"
import { resources } from "./resources.ts"
import { sequence } from "./sequence.ts"
import { settings } from "./settings.ts"
import { shell } from "./shell.ts"
import { terminal } from "./terminal.ts"

/** Every text that the screens show, by part: strings, and functions where a value stands in a sentence. */
export const texts = {
  common,
  shell,
  clusters,
  terminal,
  settings,
  addons,
  forwards,
  resources,
  detail,
  overview,
  problems,
  sequence,
} as const
