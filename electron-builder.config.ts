import { existsSync } from "node:fs"
import { join } from "node:path"
import { flipFuses } from "@electron/fuses"
import type { Configuration } from "electron-builder"
import { fuses } from "./electron/packaging/fuses.ts"

/** Node.js as it goes along: for nodes, which are Linux, and for the command line in the app's terminals. */
const nodejs = ["linux", "darwin", "win"]
  .flatMap((system) => ["x64", "arm64"].map((processor) => `node_modules/node-${system}-${processor}`))
  .filter((folder) => existsSync(join(import.meta.dirname, folder)))
  .map((folder) => ({ from: folder, to: `cove/${folder}`, filter: ["package.json", "LICENSE", "bin/node*"] }))

const executableName = "cove-desktop"
const packagedPrograms: Readonly<Partial<Record<string, string>>> = { darwin: "Cove.app", win32: "Cove.exe" }

export default {
  appId: "dev.cove.desktop",
  productName: "Cove",
  copyright: "Apache-2.0",
  directories: { output: "out", buildResources: "resources/icons" },
  files: [
    "dist/electron/**/*",
    "!dist/electron/**/*.map",
    "dist/renderer/**/*",
    "!dist/renderer/*.stamp",
    "resources/icons/*.png",
    "package.json",
    "!node_modules/**/*", // what runs is bundled, but for what has machine code in it
    "node_modules/@lydell/**/*",
  ],
  asarUnpack: ["node_modules/@lydell/**/*"],
  // Where the app finds what it otherwise finds in the project's folder (electron/packaging/cove-folder.ts).
  extraResources: [
    { from: "build/package/cove", to: "cove" },
    { from: "resources/node-image", to: "cove/resources/node-image" },
    ...nodejs,
  ],
  npmRebuild: false, // packages with machine code bring it built
  afterPack: async ({ appOutDir, electronPlatformName }) => {
    await flipFuses(join(appOutDir, packagedPrograms[electronPlatformName] ?? executableName), fuses)
  },
  protocols: [{ name: "Cove", schemes: ["cove"] }],
  linux: {
    target: ["AppImage", "deb"],
    executableName, // `cove` is the command line
    icon: "resources/icons",
    category: "Development",
    synopsis: "Kubernetes on your desktop",
    maintainer: "The Cove authors <cove@localhost>",
    desktop: { entry: { StartupWMClass: "Cove", Keywords: "Kubernetes;Containers;Cluster;" } },
  },
  deb: { packageName: "cove-desktop", packageCategory: "devel", priority: "optional" },
  mac: {
    target: [{ target: "dmg", arch: ["arm64", "x64"] }],
    icon: "resources/icons/icon.icns",
    category: "public.app-category.developer-tools",
    hardenedRuntime: true,
    gatekeeperAssess: false,
  },
  dmg: {
    contents: [
      { x: 130, y: 220 },
      { x: 410, y: 220, type: "link", path: "/Applications" },
    ],
  },
  win: { target: [{ target: "nsis", arch: ["x64"] }], icon: "resources/icons/icon.ico" },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: true,
    deleteAppDataOnUninstall: false,
  },
} satisfies Configuration
