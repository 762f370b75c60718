import { readdir, rm } from "node:fs/promises"
import { basename, join } from "node:path"
import { lazyPackages } from "../../core/cmd/bundle/bundle-programs.ts"

export interface ShellInputs {
  /** The project's folder. */
  readonly root: string
  /** Where the built shell goes. */
  readonly folder: string
  /** What runs as the host; tests have another. */
  readonly host?: string
}

/** Stay as they are: Electron's own, and what has machine code in it. `ssh2` does without its own when it is not there. */
const apart = ["electron", "@lydell/node-pty", "esbuild", "cpu-features", "*.node"]

/**
 * Builds main and host as modules, and the preload script, which a sandboxed page takes only as one plain script. Electron
 * does not read TypeScript, and the packaged app has no packages beside it. What an
 * earlier build left in the folder goes.
 */
export async function buildShell({ root, folder, host = "electron/host.ts" }: ShellInputs): Promise<void> {
  const { build } = await import("esbuild")
  const shared = {
    absWorkingDir: root,
    outdir: folder,
    bundle: true,
    target: "node24",
    legalComments: "none",
    logLevel: "error",
    metafile: true,
    external: apart,
  } as const
  const built = await Promise.all([
    build({
      ...shared,
      entryPoints: { main: "electron/main.ts", host },
      format: "esm",
      platform: "node",
      splitting: true,
      chunkNames: "[name]-[hash]",
      outExtension: { ".js": ".mjs" },
      sourcemap: "linked",
      // For what CommonJS packages require of Node.js itself.
      banner: {
        js: 'import { createRequire as cjsRequire } from "node:module"; const require = cjsRequire(import.meta.url);',
      },
      plugins: [lazyPackages(root)],
    }),
    build({
      ...shared,
      entryPoints: ["electron/preload.ts"],
      format: "cjs",
      platform: "browser",
      outExtension: { ".js": ".cjs" },
    }),
  ])
  const made = new Set(built.flatMap(({ metafile }) => Object.keys(metafile.outputs).map((path) => basename(path))))
  const old = (await readdir(folder)).filter((name) => !made.has(name))
  await Promise.all(old.map((name) => rm(join(folder, name), { recursive: true })))
}
