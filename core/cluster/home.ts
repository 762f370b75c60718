import { join } from "node:path"

/** Where Cove keeps what must outlive it: `~/.cove`, or what COVE_HOME says. */
export interface Home {
  readonly folder: string
  /** The authority of all clusters, so that trusting it once is enough. */
  readonly authority: { readonly certificate: string; readonly key: string }
  /** Can be deleted when there is no cluster: nodes without an engine stand on images in it. */
  readonly cache: string
  profileFolder(profile: string): string
  readonly profiles: string
}

export function homeAt(folder: string): Home {
  const profiles = join(folder, "profiles")
  return {
    folder,
    authority: { certificate: join(folder, "ca.crt"), key: join(folder, "ca.key") },
    cache: join(folder, "cache"),
    profiles,
    profileFolder: (profile) => join(profiles, profile),
  }
}
