import { detailLogs } from "./detail/logs.ts"
import { detailRollback } from "./detail/rollback.ts"
import { detailScreen } from "./detail/screen.ts"
import { detailSummary } from "./detail/summary.ts"
import { detailYaml } from "./detail/yaml.ts"

/** Texts of the screen that shows one object. */
export const detail = {
  ...detailScreen,
  summary: detailSummary,
  yaml: detailYaml,
  logs: detailLogs,
  rollback: detailRollback,
} as const
