/** `node electron/build.ts`: the shell in dist/electron, ready for Electron, and the screens that it shows. */
import { join } from "node:path"
import { ensureScreens } from "../core/cmd/bundle/screens.ts"
import { buildShell } from "./packaging/build-shell.ts"

const root = join(import.meta.dirname, "..")
await Promise.all([buildShell({ root, folder: join(root, "dist/electron") }), ensureScreens({ root })])
