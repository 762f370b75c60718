import { access, constants } from "node:fs/promises"
import { delimiter, join } from "node:path"
import { ClusterError } from "../../cluster/errors.ts"

/** Throws when a shell that the settings name cannot be run; `path` is where a mere name is looked for. */
export async function checkShell(shell: string, path: string): Promise<void> {
  const isPath = /[\\/]/.test(shell)
  const places = isPath ? [shell] : path.split(delimiter).map((folder) => join(folder, shell))
  for (const place of places) if (await isProgram(place)) return
  throw new ClusterError(`There is no shell "${shell}" that can be run`, {
    id: "HOST_SHELL",
    exitCode: 30,
    advice: "Name another in the settings, or leave it empty for your own.",
  })
}

function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}
