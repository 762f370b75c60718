import { readdir, rm } from "node:fs/promises"
import { join } from "node:path"
import { readTextFile, writeFileAtomically } from "../../host/files.ts"
import { ClusterError } from "../errors.ts"
import type { Home } from "../home.ts"
import { parseProfile } from "./parse-profile.ts"
import type { Profile } from "./profile.ts"
import { checkProfileName, isProfileName } from "./profile-name.ts"

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
      return parseProfile(JSON.parse(text))
    } catch (cause) {
      throw new ClusterError(`Cannot read ${this.#file(name)}`, {
        id: "HOST_CONFIG_LOAD",
        exitCode: 30,
        advice: `Mend the file, or give the cluster up: cove delete -p ${name}`,
        cause,
      })
    }
  }

  async write(profile: Profile): Promise<void> {
    await writeFileAtomically(this.#file(profile.name), `${JSON.stringify(profile, undefined, 2)}\n`, { mode: 0o600 })
  }

  async remove(name: string): Promise<void> {
    checkProfileName(name)
    await rm(this.#home.profileFolder(name), { recursive: true, force: true })
  }

  /** Names, sorted. */
  async names(): Promise<readonly string[]> {
    const entries = await readdir(this.#home.profiles, { withFileTypes: true }).catch(() => [])
    const folders = entries.filter((entry) => entry.isDirectory() && isProfileName(entry.name))
    return folders.map((entry) => entry.name).sort()
  }

  #file(name: string): string {
    checkProfileName(name)
    return join(this.#home.profileFolder(name), "profile.json")
  }
}
