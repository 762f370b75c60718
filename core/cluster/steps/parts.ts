import { join } from "node:path"
import type { Driver, NodeImage } from "../../drivers/driver.ts"
import { readTextFile } from "../../host/files.ts"
import { nameServers } from "../../host/network.ts"
import { withHomeLock } from "../cluster-lock.ts"
import type { ClusterDeps } from "../deps.ts"
import { ensureNodeImage } from "../node-image/node-image.ts"
import { type ClusterPki, ensureClusterPki } from "../pki/cluster-pki.ts"
import type { Profile } from "../profile/profile.ts"

/** All that nodes are put together from. */
export interface NodeParts {
  readonly image: NodeImage
  readonly pki: ClusterPki
  /** Folders on this machine by where they go on a node. */
  readonly folders: Readonly<Record<string, string>>
  readonly nameServers: readonly string[]
  readonly authorities: string | undefined
}

export interface PartsInputs {
  readonly driver: Driver
  readonly profile: Profile
  readonly detail: (text: string) => void
  readonly signal: AbortSignal
}

/** Side by side, as none needs another. What is there already costs nothing; it all stays when the cluster goes. */
export async function prepareParts(
  deps: ClusterDeps,
  { driver, profile, detail, signal }: PartsInputs,
): Promise<NodeParts> {
  const others = new AbortController() // one that fails stops the download of the image
  const stop = AbortSignal.any([signal, others.signal])
  const [image, pki, programs, servers, authorities] = await Promise.all([
    prepareImage(deps, { driver, detail, signal: stop }),
    withHomeLock(deps, stop, () => ensureClusterPki(deps.home, profile, deps.clock.now())),
    deps.programs(),
    nameServers(),
    readTextFile("/etc/ssl/certs/ca-certificates.crt"),
  ]).catch((error: unknown) => {
    others.abort(error)
    throw error
  })
  const folders = { "/": join(deps.recipe.folder, "files"), "/opt/cove/lib": programs }
  return { image, pki, folders, nameServers: servers, authorities }
}

async function prepareImage(
  deps: ClusterDeps,
  { driver, detail, signal }: Omit<PartsInputs, "profile">,
): Promise<NodeImage> {
  const image = await ensureNodeImage({
    recipeFolder: deps.recipe.folder,
    suite: deps.recipe.suite,
    nodejs: deps.recipe.nodejs,
    cacheFolder: deps.home.cache,
    report: detail,
    signal,
  })
  await driver.ensureImage(image, signal)
  return image
}
