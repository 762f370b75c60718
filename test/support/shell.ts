import { type ChildProcess, fork, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { build } from "esbuild"
import { _electron, type Browser, chromium, type Page } from "playwright-core"
import { ensureScreens } from "../../core/cmd/bundle/screens.ts"
import { findElectron } from "../../core/cmd/desktop/find-electron.ts"
import { buildShell } from "../../electron/packaging/build-shell.ts"

export type ElectronModule = typeof Electron.CrossProcessExports

/** The running app: the real one where Electron is, else main and preload as they are over the stand-in. */
export interface Shell extends AsyncDisposable {
  /** The window's page. */
  page(): Promise<Page>
  /** Runs a function in main, which sees nothing but what it is given. */
  evaluate<T, A = undefined>(run: (electron: ElectronModule, argument: A) => T | Promise<T>, argument?: A): Promise<T>
  /** What was written to standard error so far. */
  said(): string
  readonly ended: Promise<number | null>
}

export interface ShellPlace extends AsyncDisposable {
  /** Everything of it is below this. */
  readonly folder: string
  open(options?: { readonly args?: readonly string[]; readonly env?: NodeJS.ProcessEnv }): Promise<Shell>
  /** Starts it while it runs, and answers what the second one ended with. */
  startAgain(args: readonly string[]): Promise<number | null>
}

export interface ShellPlaceOptions {
  /** What runs as the host; the real one unless it is said. */
  readonly host?: string
  /** The folder of built screens. */
  readonly screens: string
}

/** The folder of the real screens, built anew when they are older than their sources. */
export function builtScreens(): Promise<string> {
  return ensureScreens({ root })
}

const root = join(import.meta.dirname, "../..")
const standIn = join(import.meta.dirname, "stand-in-electron/register.ts")

/** Builds the shell into a folder that is laid out like the project's, with a home and files of its own. */
export async function newShellPlace({ host, screens }: ShellPlaceOptions): Promise<ShellPlace> {
  const folder = await mkdtemp(join(tmpdir(), "cove-shell-"))
  const shellFolder = join(folder, "dist/electron")
  await mkdir(join(folder, "dist"), { recursive: true })
  await buildShell({ root, folder: shellFolder, ...(host === undefined ? {} : { host }) })
  await symlink(screens, join(folder, "dist/renderer"))
  for (const name of ["resources", "package.json", "node_modules", "core"]) {
    await symlink(join(root, name), join(folder, name))
  }
  return {
    folder,
    open: ({ args = [], env = {} } = {}) => start(startOf({ folder, args, env })),
    startAgain: (args) => startAgain(startOf({ folder, args, env: {} })),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  }
}

/** Opens the shell that is built in a folder already. */
export function openShellAt(folder: string, env: NodeJS.ProcessEnv): Promise<Shell> {
  return start(startOf({ folder, args: [], env }))
}

interface Wanted {
  readonly folder: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
}

interface Start {
  readonly main: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
}

/** With a home, a kubeconfig and settings of its own, all below the folder. */
function startOf({ folder, args, env }: Wanted): Start {
  const own = { COVE_HOME: join(folder, "home"), KUBECONFIG: join(folder, "kubeconfig"), XDG_CONFIG_HOME: folder }
  return {
    main: join(folder, "dist/electron/main.mjs"),
    args: [`--user-data-dir=${join(folder, "user-data")}`, ...args],
    env: { ...process.env, ...own, ...env },
  }
}

function start(how: Start): Promise<Shell> {
  const electron = findElectron(root)
  return electron === undefined ? openStandIn(how) : openReal(electron, how)
}

async function startAgain({ main, args, env }: Start): Promise<number | null> {
  const electron = findElectron(root)
  const program = electron === undefined ? [process.execPath, "--import", standIn] : [electron, ...asRoot()]
  const [command = "", ...first] = program
  const child = spawn(command, [...first, main, ...args], { env, stdio: "inherit" })
  const [code] = await once(child, "exit")
  return code as number | null
}

/** Chromium's own sandbox does not work for root. */
function asRoot(): readonly string[] {
  return process.getuid?.() === 0 ? ["--no-sandbox"] : []
}

async function openStandIn({ main, args, env }: Start): Promise<Shell> {
  const port = await freePort()
  const child = fork(main, args, {
    execArgv: ["--import", standIn],
    env: { ...env, STAND_IN_PORT: String(port) },
    serialization: "advanced",
    stdio: ["ignore", "inherit", "pipe", "ipc"],
  })
  const leaveNothing = () => void child.kill("SIGKILL")
  process.once("exit", leaveNothing)
  let said = ""
  child.stderr?.on("data", (part) => (said += String(part)))
  const ended = once(child, "exit").then(([code]) => code as number | null)
  let browser: Promise<Browser> | undefined
  return {
    page: async () => {
      browser ??= connectWhenThere(port, ended)
      return pageOf(await browser)
    },
    evaluate: (run, argument) => ask(child, run.toString(), argument),
    said: () => said,
    ended,
    [Symbol.asyncDispose]: async () => {
      await (await browser?.catch(() => undefined))?.close()
      if (child.connected) ask(child, "({ app }) => void app.quit()", undefined).catch(() => {})
      const impatience = setTimeout(() => child.kill("SIGKILL"), 5_000)
      await ended
      clearTimeout(impatience)
      process.off("exit", leaveNothing)
    },
  }
}

let asked = 0

function ask<T>(child: ChildProcess, source: string, argument: unknown): Promise<T> {
  const id = asked++
  return new Promise((resolve, reject) => {
    const listen = (message: unknown) => {
      const answer = message as { readonly id: number; readonly value: T; readonly error?: string } // control.ts's words
      if (answer.id !== id) return
      child.off("message", listen)
      if (answer.error === undefined) resolve(answer.value)
      else reject(new Error(answer.error))
    }
    child.on("message", listen)
    child.send({ id, source, argument })
  })
}

async function connectWhenThere(port: number, ended: Promise<unknown>): Promise<Browser> {
  let over = false
  ended.finally(() => {
    over = true
  })
  for (;;) {
    try {
      return await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
    } catch (error) {
      if (over) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

/** Shorter than a test may take, so that what fails is closed and told of. */
const waitsMs = 15_000

/** The page of the window: the one that is not what the browser itself opened. */
async function pageOf(browser: Browser): Promise<Page> {
  for (;;) {
    const page = browser
      .contexts()[0]
      ?.pages()
      .find((each) => each.url() !== "about:blank")
    if (page !== undefined) {
      page.setDefaultTimeout(waitsMs)
      return page
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function openReal(executablePath: string, { main, args, env }: Start): Promise<Shell> {
  const recorder = join(main, "../../recorder.cjs")
  await build({
    stdin: {
      contents: `import { recordShell } from "./stand-in-electron/record-shell.ts"; recordShell(require("electron"))`,
      resolveDir: import.meta.dirname,
    },
    outfile: recorder,
    format: "cjs",
    bundle: true,
    platform: "node",
    external: ["electron"],
  })
  const app = await _electron.launch({
    executablePath,
    args: ["-r", recorder, ...asRoot(), main, ...args],
    env: Object.fromEntries(Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))),
  })
  let said = ""
  app.process().stderr?.on("data", (part) => (said += String(part)))
  const ended = once(app.process(), "exit").then(([code]) => code as number | null)
  return {
    page: () => app.firstWindow(),
    evaluate: (run, argument) => app.evaluate(run as never, argument), // playwright's types of the same
    said: () => said,
    ended,
    [Symbol.asyncDispose]: () => app.close(),
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  server.close()
  return typeof address === "object" && address !== null ? address.port : 0
}
