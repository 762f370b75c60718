/** Ends a process of this machine at once. One that is gone already is no mistake. */
export function killProcess(id: number): void {
  sendSignal(id, "SIGKILL")
}

/** Tells a process that leads a group, and all of that group. Where there are no groups, the process alone. */
export function signalProcessGroup(id: number, signal: "SIGHUP" | "SIGKILL"): void {
  sendSignal(process.platform === "win32" ? id : -id, signal)
}

function sendSignal(id: number, signal: NodeJS.Signals): void {
  try {
    process.kill(id, signal)
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error
  }
}
