import { readdir, rm } from "node:fs/promises"
import { join } from "node:path"
import { readTextFile, writeFileAtomically } from "../../host/files.ts"
import { ClusterError } from "../errors.ts"
import type { Home } from "../home.ts"
import type { Profile } from "./profile.ts"

/** `profiles/<name>/profile.json`: written to be read by people, too. */
export class ProfileStore {
  readonly #home: Home

  constructor(home: Home) {
    this.#home = home
  }

  async read(name: string): Promise<Profile | undefined> {
    const text = await readTextFile(this.#file(name))
    if (text === undefined) return undefined
    try {
      return JSON.parse(text) as Profile // written by `write`
    } catch (cause) {
      throw new ClusterError(`Cannot read ${this.#file(name)}`, {
        id: "HOST_CONFIG_LOAD",
        exitCode: 30,
        advice: "Mend the file, or remove it and run `cove delete`.",
        cause,
      })
    }
  }

  async write(profile: Profile): Promise<void> {
    await writeFileAtomically(this.#file(profile.name), `${JSON.stringify(profile, undefined, 2)}\n`, { mode: 0o600 })
  }

  async remove(name: string): Promise<void> {
    await rm(this.#home.profileFolder(name), { recursive: true, force: true })
  }

  /** Names, sorted. */
  async names(): Promise<readonly string[]> {
    const names = await readdir(this.#home.profiles).catch(() => [])
    return names.sort()
  }

  #file(name: string): string {
    return join(this.#home.profileFolder(name), "profile.json")
  }
}
