import { join } from "node:path"
import { flipFuses } from "@electron/fuses"
import { ensureScreens } from "./core/cmd/bundle/screens.ts"
import { buildShell } from "./electron/packaging/build-shell.ts"
import { fuses } from "./electron/packaging/fuses.ts"

const root = import.meta.dirname

/** `npm run dev`: the app from the sources. What is shipped is packaged by electron-builder. */
export default {
  packagerConfig: { name: "Cove", asar: true, icon: "resources/icons/icon" },
  rebuildConfig: { onlyModules: [] }, // packages with machine code bring it built
  hooks: {
    generateAssets: async () => {
      await Promise.all([buildShell({ root, folder: join(root, "dist/electron") }), ensureScreens({ root })])
    },
    packageAfterCopy: async (_config: object, buildPath: string, _version: string, platform: NodeJS.Platform) => {
      const program = platform === "win32" ? "electron.exe" : platform === "darwin" ? "Electron.app" : "electron"
      await flipFuses(join(buildPath, "../..", program), fuses)
    },
  },
}
