/**
 * `npm run package`: the app for this system, unpacked, in out/. `npm run package -- AppImage deb` makes installers, for
 * which electron-builder downloads its tools.
 */
import { join } from "node:path"
import { build, DIR_TARGET, Platform } from "electron-builder"
import { ensureScreens } from "../core/cmd/bundle/screens.ts"
import { findElectron } from "../core/cmd/desktop/find-electron.ts"
import config from "../electron-builder.config.ts"
import { buildShell } from "./packaging/build-shell.ts"
import { makeCoveFolder } from "./packaging/cove-folder.ts"
import { makeStandInDist } from "./packaging/stand-in-dist.ts"

const root = join(import.meta.dirname, "..")
const standIn = join(root, "build/package/electron")
const wanted = process.argv.slice(2)

await Promise.all([
  ensureScreens({ root }),
  buildShell({ root, folder: join(root, "dist/electron") }),
  makeCoveFolder(root, join(root, "build/package/cove")),
])
const electron = findElectron(root)
if (electron === undefined) {
  await makeStandInDist(root, standIn)
  process.stdout.write("Electron's program is not there (npx install-electron); a stand-in takes its place.\n")
}
await build({
  projectDir: root,
  targets: Platform.current().createTarget(wanted.length === 0 ? [DIR_TARGET] : wanted),
  config: { ...config, ...(electron === undefined ? { electronDist: standIn } : {}) },
  publish: "never",
})
