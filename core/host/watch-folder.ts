import { watch } from "node:fs"
import { mkdir } from "node:fs/promises"

/** Calls `onChange` whenever something in a folder may have changed, until the signal aborts. Makes the folder if needed. */
export async function watchFolder(path: string, onChange: () => void, signal: AbortSignal): Promise<void> {
  await mkdir(path, { recursive: true })
  if (signal.aborted) return
  const watcher = watch(path, { signal }, () => onChange())
  // The signal ends it with an error of its own; a folder that goes away is read as empty.
  watcher.on("error", () => onChange())
}
