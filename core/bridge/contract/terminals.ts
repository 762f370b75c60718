import { z } from "zod"
import { call, stream } from "../method.ts"

const size = { columns: z.number().int().min(1).max(1000), rows: z.number().int().min(1).max(1000) }
const profile = z.string()

const target = z.discriminatedUnion("type", [
  /** The person's own shell, with kubectl, KUBECONFIG and the cluster's context set. */
  z.object({ type: z.literal("shell"), profile: profile.optional(), namespace: z.string().optional() }),
  z.object({ type: z.literal("node"), profile, node: z.string() }),
  /** `kubectl exec -it`, or `kubectl attach` where `command` is undefined and `attach` is true. */
  z.object({
    type: z.literal("pod"),
    profile,
    namespace: z.string(),
    pod: z.string(),
    container: z.string().optional(),
    command: z.array(z.string()).optional(),
    attach: z.boolean().optional(),
  }),
])

export type TerminalTarget = z.infer<typeof target>

/** Terminals live in the host: they survive switching screens and loading the window anew. */
export const terminalMethods = {
  "terminals.open": call(z.object({ target, ...size }))<TerminalSummary>(),
  /** All that are open, now and after every change. */
  "terminals.watch": stream(z.void())<readonly TerminalSummary[]>(),
  /** What it shows: the last of what it said before at once (at most 256 KiB), then more as it comes; ends with it. */
  "terminals.output": stream(z.object({ id: z.string() }))<string>(),
  "terminals.write": call(z.object({ id: z.string(), data: z.string().max(1024 * 1024) }))<void>(),
  "terminals.resize": call(z.object({ id: z.string(), ...size }))<void>(),
  "terminals.close": call(z.object({ id: z.string() }))<void>(),
}

export interface TerminalSummary {
  readonly id: string
  readonly title: string
  readonly target: TerminalTarget
  /** The same in a terminal of one's own. */
  readonly command: string
  /** Undefined while it runs. */
  readonly exitCode?: number | undefined
}
