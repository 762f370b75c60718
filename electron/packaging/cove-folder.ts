import { cp, mkdir, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { bundlePrograms, lazyPackages } from "../../core/cmd/bundle/bundle-programs.ts"
import { readTextFile } from "../../core/host/files.ts"

/**
 * Puts together what the packaged app has in place of the project's folder, laid out like it: the programs of nodes, and
 * the command line that its terminals run.
 *
 *   package.json   programs/*.mjs   core/cmd/cove.mjs
 *
 * The recipe of the node image and Node.js come in beside them as they are (electron-builder.config.ts).
 */
export async function makeCoveFolder(root: string, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const manifest: unknown = JSON.parse((await readTextFile(join(root, "package.json"))) ?? "{}")
  const { name, version, type } = manifest as Readonly<Record<string, unknown>> // npm reads it so, too
  await writeFile(join(folder, "package.json"), JSON.stringify({ name, version, type }))
  const programs = await bundlePrograms({ root, folder: join(root, "build/programs") })
  await cp(programs, join(folder, "programs"), { recursive: true })
  await bundleCommandLine(root, join(folder, "core/cmd"))
}

async function bundleCommandLine(root: string, folder: string): Promise<void> {
  const { build } = await import("esbuild")
  await build({
    absWorkingDir: root,
    entryPoints: ["core/cmd/cove.ts"],
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    legalComments: "none",
    logLevel: "error",
    external: ["@lydell/node-pty", "esbuild", "vite", "cpu-features", "*.node"],
    banner: {
      js: 'import { createRequire as cjsRequire } from "node:module"; const require = cjsRequire(import.meta.url);',
    },
    plugins: [lazyPackages(root)],
  })
}
