import { persistentvolumeclaims, persistentvolumes } from "../../apis/resources.gen.ts"
import type { Client } from "../../client/client.ts"
import { prepareHostPath } from "./host-path.ts"
import { VolumeError } from "./volume-error.ts"

/** The folder of this node behind a claim: volumes of the sorts `hostPath` and `local` have one. */
export async function claimPath(client: Client, namespace: string, name: string): Promise<string> {
  const claim = await client.get(persistentvolumeclaims, { namespace, name })
  const volumeName = claim.spec?.volumeName
  if (claim.status?.phase !== "Bound" || !volumeName) throw new VolumeError(`PVC ${namespace}/${name} is not bound`)
  const volume = await client.get(persistentvolumes, { name: volumeName })
  const { hostPath, local } = volume.spec
  if (hostPath !== undefined) {
    await prepareHostPath({ path: hostPath.path, type: hostPath.type || "DirectoryOrCreate" })
    return hostPath.path
  }
  if (local !== undefined) return local.path
  throw new VolumeError(`no volume plugin matched for persistent volume "${volumeName}"`)
}
