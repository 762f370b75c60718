import type { IPty } from "@lydell/node-pty"
import type { Clock } from "../../base/clock.ts"
import { describeError } from "../../base/log.ts"
import { ClusterError } from "../../cluster/errors.ts"
import { signalProcessGroup } from "../../host/processes.ts"
import type { OpenPty, Pty, PtyProgram } from "./pty.ts"

/** After HUP, how long a program may take to say goodbye. */
const goodbyeMs = 2_000
/** As shells tell of a program that a signal ended. */
const signalledExitCode = 128

/** Pseudo-terminals of this machine. The package is loaded with the first one. */
export function newPtyOpener(clock: Clock): OpenPty {
  return async (program) => {
    const { spawn } = await loadPackage()
    const [file, ...args] = program.command
    const pty = spawn(file, args, {
      name: program.environment["TERM"] ?? "xterm-256color",
      cols: program.columns,
      rows: program.rows,
      cwd: program.folder,
      env: { ...program.environment },
    })
    return joined(pty, program, clock)
  }
}

async function loadPackage() {
  try {
    return await import("@lydell/node-pty")
  } catch (cause) {
    throw new ClusterError(`Cannot open a terminal: ${describeError(cause)}`, {
      id: "HOST_TERMINAL",
      exitCode: 30,
      advice: "Run `npm ci` again: the package for this machine's pseudo-terminals is missing.",
      cause,
    })
  }
}

function joined(pty: IPty, program: PtyProgram, clock: Clock): Pty {
  let isOver = false
  pty.onData((text) => program.onOutput(text))
  pty.onExit(({ exitCode, signal = 0 }) => {
    isOver = true
    program.onExit(signal > 0 ? signalledExitCode + signal : exitCode)
  })
  return {
    // A program that is gone cannot be told anything, and the package throws then.
    write: (text) => void (isOver || pty.write(text)),
    resize: ({ columns, rows }) => void (isOver || pty.resize(columns, rows)),
    pause: () => pty.pause(),
    resume: () => pty.resume(),
    kill() {
      if (isOver) return
      pty.resume() // its end comes after its output
      signalProcessGroup(pty.pid, "SIGHUP")
      clock.after(goodbyeMs, () => void (isOver || signalProcessGroup(pty.pid, "SIGKILL")))
    },
  }
}
