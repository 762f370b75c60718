/** `node electron/build.ts`: the shell, ready for Electron, in dist/electron. */
import { join } from "node:path"
import { buildShell } from "./packaging/build-shell.ts"

const root = join(import.meta.dirname, "..")
await buildShell({ root, folder: join(root, "dist/electron") })
