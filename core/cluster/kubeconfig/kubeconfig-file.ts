import { readTextFile, writeFileAtomically } from "../../host/files.ts"
import { ClusterError } from "../errors.ts"
import { currentContext, type KubeconfigEntry, withEntry, withoutCurrent, withoutEntry } from "./merge.ts"

/** Writes the entry into a kubeconfig, atomically. Returns the context that was current before. */
export async function addToKubeconfig(
  path: string,
  entry: KubeconfigEntry,
  options: { readonly makeCurrent: boolean },
): Promise<string | undefined> {
  const text = (await readTextFile(path)) ?? ""
  return guarded(path, async () => {
    const previous = currentContext(text)
    const next = withEntry(text, entry, options)
    if (next !== text) await writeFileAtomically(path, next, { mode: 0o600 })
    return previous
  })
}

export async function removeFromKubeconfig(path: string, name: string, previous: string | undefined): Promise<void> {
  await change(path, (text) => withoutEntry(text, name, previous))
}

/** Makes the context that was current before the current one again. */
export async function giveContextBack(path: string, name: string, previous: string | undefined): Promise<void> {
  await change(path, (text) => withoutCurrent(text, name, previous))
}

async function change(path: string, edit: (text: string) => string): Promise<void> {
  const text = await readTextFile(path)
  if (text === undefined) return
  await guarded(path, () => writeFileAtomically(path, edit(text), { mode: 0o600 }))
}

async function guarded<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw new ClusterError(`${path} is no kubeconfig: ${cause.message}`, {
      id: "HOST_KUBECONFIG",
      exitCode: 30,
      advice: "Mend the file, or let KUBECONFIG name another. Cove has not changed it.",
      cause,
    })
  }
}
