import { existsSync } from "node:fs"
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises"
import { basename, join, relative } from "node:path"
import type { Metafile, Plugin } from "esbuild"
import { readTextFile, writeFileAtomically } from "../../host/files.ts"
import { builtinModules } from "./builtin-modules.ts"

export interface BundleInputs {
  /** The project's folder. */
  readonly root: string
  /** Where sets of bundles are kept. */
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

/**
 * Bundles the programs when any of their sources has changed since, and returns the folder. Each set of bundles has a folder
 * of its own, so that whoever reads one is not disturbed by whoever makes the next.
 */
export async function bundlePrograms({ root, folder }: BundleInputs): Promise<string> {
  const stampFile = join(folder, "current.json")
  const current = readStamp(await readTextFile(stampFile))
  if (current !== undefined && (await isFresh(root, current))) return current.folder
  await mkdir(folder, { recursive: true })
  const made = await mkdtemp(join(folder, "set-"))
  await chmod(made, 0o755)
  const sources = await bundle(root, made)
  const stamp: Stamp = { folder: made, versions: await versionsOf(root, sources) }
  await writeFileAtomically(stampFile, JSON.stringify(stamp))
  await removeOldSets(folder)
  return made
}

/** The newest stay: a start that is under way may still read one. */
async function removeOldSets(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith("set-"))
  const sets = await Promise.all(
    names.map(async (name) => ({ name, madeAt: (await stat(join(folder, name))).mtimeMs })),
  )
  const old = sets.sort((a, b) => b.madeAt - a.madeAt).slice(setsKept)
  await Promise.all(old.map(({ name }) => rm(join(folder, name), { recursive: true, force: true })))
}

const setsKept = 4

async function bundle(root: string, folder: string): Promise<string[]> {
  const { build } = await import("esbuild")
  const entries = [...programs.map(entryOf), ...threads.map(({ file }) => file)]
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
    plugins: [builtinModules, bundledThreads(root), lazyPackages(root)],
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
export function lazyPackages(root: string): Plugin {
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

/** What the current set was made from: its sources with their sizes and times. */
interface Stamp {
  readonly folder: string
  readonly versions: Versions
}

type Versions = Readonly<Record<string, string>>

function readStamp(text: string | undefined): Stamp | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Stamp) // written above, whole or not at all
}

async function isFresh(root: string, { folder, versions }: Stamp): Promise<boolean> {
  if (!existsSync(folder)) return false
  const now = await versionsOf(root, Object.keys(versions))
  const added = programs.some((program) => existsSync(join(root, entryOf(program))) && !(entryOf(program) in versions))
  return !added && JSON.stringify(versions) === JSON.stringify(now)
}

function entryOf(program: string): string {
  return `core/cmd/${program}.ts`
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
