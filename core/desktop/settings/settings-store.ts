import { join } from "node:path"
import type { Clock } from "../../base/clock.ts"
import { isDeepEqual } from "../../base/json.ts"
import { Latest } from "../../base/latest.ts"
import type { Log } from "../../base/log.ts"
import { type Settings, settings as schema } from "../../bridge/contract/desktop.ts"
import type { Home } from "../../cluster/home.ts"
import type { MachineSize } from "../../cluster/profile/wishes.ts"
import { readTextFile, writeFileAtomically } from "../../host/files.ts"
import { withLockFile } from "../../host/lock-file.ts"
import { watchFolder } from "../../host/watch-folder.ts"
import { defaultSettings } from "./default-settings.ts"

export interface SettingsDeps {
  readonly cluster: { readonly home: Home; readonly machine: MachineSize }
  readonly clock: Clock
  readonly log: Log
  /** Ends the looking after the file. */
  readonly signal: AbortSignal
}

/**
 * What a person has chosen, in `settings.json` of Cove's home: only what differs from the defaults, so that those can
 * still become better. Two hosts of one home, and an editor, may write it; each sees what the others wrote.
 */
export class SettingsStore {
  readonly #deps: SettingsDeps
  readonly #latest = new Latest<Settings>()
  #watching: Promise<void> | undefined
  /** Looks at the file are numbered as they begin, and what an older one saw is not told after what a newer one saw. */
  #lastLook = 0
  #toldLook = 0

  constructor(deps: SettingsDeps) {
    this.#deps = deps
  }

  async read(): Promise<Settings> {
    return this.#complete((await readChosen(this.#deps.cluster.home)).chosen)
  }

  /** Now, and after every change by whomever, until the signal aborts. */
  async *follow(signal: AbortSignal): AsyncGenerator<Settings> {
    this.#watching ??= this.#watch().catch((error: unknown) => {
      this.#watching = undefined // the next one who asks tries again
      throw error
    })
    await this.#watching
    yield* this.#latest.follow(signal)
  }

  /** Changes what is named. */
  async change(change: SettingsChange): Promise<Settings> {
    return this.#write((chosen) => ({ ...chosen, ...given(change) }))
  }

  async reset(): Promise<Settings> {
    return this.#write(() => ({}))
  }

  #complete(chosen: Partial<Settings>): Settings {
    return { ...defaultSettings(this.#deps.cluster.machine), ...chosen }
  }

  async #watch(): Promise<void> {
    const { log, signal } = this.#deps
    const { home } = this.#deps.cluster
    const look = async () => {
      const number = ++this.#lastLook
      const { chosen, problem } = await readChosen(home)
      // Whoever edits the file may be in the middle of it: what held before holds on.
      if (problem === undefined || this.#latest.value === undefined) this.#tell(this.#complete(chosen), number)
      return problem
    }
    await watchFolder(home.folder, () => void look().catch(() => {}), signal) // a file that cannot be read changes nothing
    const problem = await look()
    if (problem !== undefined) log.warn("Used the default settings", { file: settingsFile(home), problem })
  }

  #tell(settings: Settings, look: number): void {
    if (look < this.#toldLook) return
    this.#toldLook = look
    if (!isDeepEqual(settings, this.#latest.value)) this.#latest.set(settings)
  }

  async #write(change: (chosen: Partial<Settings>) => Partial<Settings>): Promise<Settings> {
    const { clock, log } = this.#deps
    const { home } = this.#deps.cluster
    const file = settingsFile(home)
    const written = await withLockFile(`${file}.lock`, clock, async () => {
      const { chosen, problem, text } = await readChosen(home)
      if (problem !== undefined) {
        await writeFileAtomically(unreadableFile(home), text, { mode: 0o600 })
        log.warn("Kept unreadable settings aside", { file: unreadableFile(home), problem })
      }
      const settings = this.#complete(change(chosen))
      const differing = differingFrom(defaultSettings(this.#deps.cluster.machine), settings)
      await writeFileAtomically(file, `${JSON.stringify(differing, undefined, 2)}\n`, { mode: 0o600 })
      return settings
    })
    this.#tell(written, ++this.#lastLook)
    return written
  }
}

/** What is left out, or undefined, stays. */
export type SettingsChange = { readonly [K in keyof Settings]?: Settings[K] | undefined }

function given(change: SettingsChange): Partial<Settings> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}

export function settingsFile(home: Home): string {
  return join(home.folder, "settings.json")
}

/** What stood in the file before a change overwrote it, when it was no settings. */
export function unreadableFile(home: Home): string {
  return join(home.folder, "settings.json.unreadable")
}

interface Chosen {
  readonly chosen: Partial<Settings>
  readonly text: string
  /** Why nothing of the file is used. */
  readonly problem?: string
}

async function readChosen(home: Home): Promise<Chosen> {
  const text = await readTextFile(settingsFile(home))
  if (text === undefined) return { chosen: {}, text: "" }
  try {
    const { data, error } = schema.partial().safeParse(JSON.parse(text))
    if (data !== undefined) return { chosen: given(data), text }
    const [issue] = error.issues
    return { chosen: {}, text, problem: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}` }
  } catch (error) {
    return { chosen: {}, text, problem: String(error) }
  }
}

function differingFrom(defaults: Settings, settings: Settings): Partial<Settings> {
  const known: Readonly<Record<string, unknown>> = { ...defaults }
  return Object.fromEntries(Object.entries(settings).filter(([name, value]) => !isDeepEqual(value, known[name])))
}
