import { open } from "node:fs/promises"

/** Makes the file, readable by its owner alone, when it is not there. One that is there keeps its mode. */
export async function ensurePrivateFile(path: string): Promise<void> {
  const file = await open(path, "a", 0o600)
  await file.close()
}
