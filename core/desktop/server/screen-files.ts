import { readFile, realpath } from "node:fs/promises"
import { extname, join, sep } from "node:path"

/** A file of the built screens. */
export interface ScreenFile {
  readonly type: string
  readonly bytes: Buffer
  /** Its name has a digest of its content in it. */
  readonly unchanging: boolean
}

/** Files of one folder, and of no other. */
export class ScreenFiles {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** The file at an address's path; undefined when there is none to be shown. */
  async read(path: string): Promise<ScreenFile | undefined> {
    const words = path === "/" ? ["index.html"] : path.slice(1).split("/").map(decodeURIComponent)
    const type = types[extname(words.at(-1) ?? "")]
    if (type === undefined || !words.every((word) => /^[\w-][\w.-]*$/.test(word))) return undefined
    const folder = await realpath(this.#folder)
    const file = await realpath(join(folder, ...words)) // a link may lead elsewhere
    if (!file.startsWith(folder + sep)) return undefined
    return { type, bytes: await readFile(file), unchanging: /^\/assets\/.+-[\w-]{8}\.\w+$/.test(path) }
  }
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
}
