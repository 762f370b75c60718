import type { Services } from "../../bridge/host.ts"
import type { DesktopDeps } from "../deps.ts"
import { newPtyOpener } from "./node-pty.ts"
import { prepareProgram } from "./terminal-programs.ts"
import { Terminals } from "./terminals.ts"

type TerminalServices = Pick<
  Services,
  "terminals.open" | "terminals.watch" | "terminals.output" | "terminals.write" | "terminals.resize" | "terminals.close"
>

/** Terminals of this host. `preferredShell` is what the settings say; "" for the person's own shell. */
export function newTerminalServices(
  deps: DesktopDeps,
  preferredShell: () => Promise<string> = async () => "",
): TerminalServices {
  const { cluster, programs, random, log, signal } = deps
  const terminals = new Terminals({
    random,
    log,
    signal,
    openPty: newPtyOpener(deps.clock),
    prepare: (id, target) => prepareProgram({ cluster, programs, preferredShell }, id, target),
  })
  return {
    "terminals.open": ({ target, columns, rows }) => terminals.open(target, { columns, rows }),
    "terminals.watch": (_, context) => terminals.watch(context.signal),
    "terminals.output": ({ id }, context) => terminals.output(id, context.signal),
    "terminals.write": async ({ id, data }) => terminals.write(id, data),
    "terminals.resize": async ({ id, columns, rows }) => terminals.resize(id, { columns, rows }),
    "terminals.close": async ({ id }) => terminals.close(id),
  }
}
