import { watch } from "node:fs"

/**
 * Calls `onChange` with the name of what may have changed in a folder, until the signal aborts or the folder is gone. Does
 * nothing where there is no such folder.
 */
export function watchExisting(path: string, onChange: (name: string | null) => void, signal: AbortSignal): void {
  try {
    const watcher = watch(path, { signal }, (_event, name) => onChange(name))
    watcher.on("error", () => {}) // the signal ends it with an error of its own
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error
  }
}
