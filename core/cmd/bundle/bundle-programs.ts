import { existsSync } from "node:fs"
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises"
import { basename, join, relative } from "node:path"
import type { Metafile, Plugin } from "esbuild"

export interface BundleInputs {
  /** The project's folder. */
  readonly root: string
  /** Where the bundles go. */
  readonly folder: string
}

/** The programs that run on a node, each an entry in `core/cmd/`. */
export const programs = [
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kubelet",
  "kube-proxy",
  "kube-dns",
] as const

/** Threads are started from a file beside the code that starts them. */
const threads = [{ startedIn: "core/storage/sqlite/open-sqlite.ts", file: "core/storage/sqlite/writer-thread.ts" }]

/** Bundles the programs when any of their sources has changed since, and returns the folder. */
export async function bundlePrograms({ root, folder }: BundleInputs): Promise<string> {
  const stampFile = join(folder, "..", `${basename(folder)}.stamp.json`)
  if (await isFresh(root, folder, stampFile)) return folder
  const unfinished = `${folder}.new`
  await rm(unfinished, { recursive: true, force: true })
  const sources = await bundle(root, unfinished)
  await rm(folder, { recursive: true, force: true })
  await rename(unfinished, folder)
  await mkdir(join(folder, ".."), { recursive: true })
  await writeFile(stampFile, JSON.stringify(await versionsOf(root, sources)))
  return folder
}

async function bundle(root: string, folder: string): Promise<string[]> {
  const { build } = await import("esbuild")
  const entries = [...programs.map((program) => `core/cmd/${program}.ts`), ...threads.map(({ file }) => file)]
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries.filter((entry) => existsSync(join(root, entry))),
    outdir: folder,
    entryNames: "[name]",
    chunkNames: "[name]-[hash]",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    metafile: true,
    logLevel: "error",
    // For what CommonJS packages require of Node.js itself.
    banner: {
      js: 'import { createRequire as cjsRequire } from "node:module"; const require = cjsRequire(import.meta.url);',
    },
    plugins: [bundledThreads(root), lazyPackages(root)],
  })
  return sourcesOf(metafile)
}

/** In a bundle, the thread's file has another ending than in the source. */
function bundledThreads(root: string): Plugin {
  const names = threads.map(({ startedIn }) => basename(startedIn).replace(".", "\\."))
  return {
    name: "threads",
    setup: ({ onLoad }) => {
      onLoad({ filter: new RegExp(`(${names.join("|")})$`) }, async ({ path }) => {
        const thread = threads.find(({ startedIn }) => startedIn === relative(root, path))
        if (thread === undefined) return undefined
        const name = basename(thread.file)
        const source = await readFile(path, "utf8")
        return { contents: source.replaceAll(`./${name}`, `./${name.replace(/ts$/, "mjs")}`), loader: "ts" }
      })
    },
  }
}

/** A CommonJS package that is loaded lazily keeps the named exports that Node.js itself sees in it. */
function lazyPackages(root: string): Plugin {
  return {
    name: "lazy packages",
    setup: async ({ onResolve, onLoad }) => {
      await import("reflect-metadata") // one of them refuses to be looked at without
      onResolve({ filter: /^[@a-z]/ }, ({ path, kind }) =>
        kind === "dynamic-import" && !path.startsWith("node:") ? { path, namespace: "lazy" } : undefined,
      )
      onLoad({ filter: /.*/, namespace: "lazy" }, async ({ path }) => {
        const exports = Object.keys((await import(path)) as object).filter((name) => /^(?!default$)[\w$]+$/.test(name))
        return {
          contents: `import ${JSON.stringify(path)}; export { ${exports} } from ${JSON.stringify(path)}`,
          resolveDir: root,
        }
      })
    },
  }
}

function sourcesOf(metafile: Metafile): string[] {
  return Object.keys(metafile.inputs).filter((path) => !path.includes(":"))
}

type Versions = Readonly<Record<string, string>>

async function isFresh(root: string, folder: string, stampFile: string): Promise<boolean> {
  if (!existsSync(folder) || !existsSync(stampFile)) return false
  const then = JSON.parse(await readFile(stampFile, "utf8")) as Versions // written above
  const now = await versionsOf(root, Object.keys(then))
  const added = programs.some(
    (program) => existsSync(join(root, `core/cmd/${program}.ts`)) && !(`core/cmd/${program}.ts` in then),
  )
  return !added && JSON.stringify(then) === JSON.stringify(now)
}

async function versionsOf(root: string, sources: readonly string[]): Promise<Versions> {
  const described = await Promise.all(
    sources.map(async (path) => {
      const stats = await stat(join(root, path)).catch(() => undefined)
      return [path, stats === undefined ? "gone" : `${stats.size} ${stats.mtimeMs}`] as const
    }),
  )
  return Object.fromEntries(described)
}
