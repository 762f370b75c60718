/** Ends a process of this machine at once. One that is gone already is no mistake. */
export function killProcess(id: number): void {
  try {
    process.kill(id, "SIGKILL")
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error
  }
}
