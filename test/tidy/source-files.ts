import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

export const root = join(import.meta.dirname, "../..")

/** A file that people write, by its path from the top: "core/dns/zone.ts". */
export interface SourceFile {
  readonly path: string
  /** "dns" for core/dns/zone.ts; "" outside core. */
  readonly room: string
  /** A test, or what only tests use. */
  readonly isTest: boolean
  readonly text: string
}

const notOurs = new Set(["node_modules", "build", "dist", "out", "testdata", "recorded"])

/** All that is written and not made: what `generate` derives and what tools leave behind is passed over. */
export function readSources(folders: readonly string[], extensions: RegExp): readonly SourceFile[] {
  return folders.flatMap((folder) => pathsIn(folder)).flatMap((path) => (extensions.test(path) ? [read(path)] : []))
}

/** Every file below a folder, by its path from the top, in a fixed order. */
function pathsIn(folder: string): readonly string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true })
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : pathsIn(path)
      return /\.gen\./.test(entry.name) ? [] : [path]
    })
}

function read(path: string): SourceFile {
  return {
    path,
    room: /^core\/([^/]+)\//.exec(path)?.[1] ?? "",
    isTest: /\.test\.tsx?$|\/testing\/|^test\//.test(path),
    text: readFileSync(join(root, path), "utf8"),
  }
}

/** The folders directly in a folder. */
export function foldersIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted()
}

export function readText(path: string): string {
  return readFileSync(join(root, path), "utf8")
}
