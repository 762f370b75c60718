import type { Pod, VolumeMount } from "../../apis/core/v1.gen.ts"
import type { Mount } from "../../cri/runtime.ts"
import { makeFolder, resolvePath } from "../../host/tree.ts"
import { ContainerConfigError } from "../env/container-env.ts"
import { expand } from "../env/expand.ts"
import type { EnvPair } from "../env/service-env.ts"
import type { AnyContainer } from "../pod/containers.ts"
import type { VolumePaths } from "./volume-manager.ts"

/** What the runtime mounts into a container for its volumes. */
export async function volumeMounts(
  pod: Pod,
  container: AnyContainer,
  volumes: VolumePaths,
  env: readonly EnvPair[],
): Promise<readonly Mount[]> {
  return Promise.all(
    (container.volumeMounts ?? []).map(async (mount) => {
      const root = volumes.get(mount.name)
      if (root === undefined) {
        throw new ContainerConfigError(`cannot find volume "${mount.name}" to mount into container "${container.name}"`)
      }
      const hostPath = await belowRoot(root, subPathOf(mount, env), container.name)
      const { mountPath } = mount
      return {
        containerPath: mountPath.startsWith("/") ? mountPath : `/${mountPath}`,
        hostPath,
        readonly: mount.readOnly === true || isReadOnlyVolume(pod, mount.name),
        propagation: propagations[mount.mountPropagation ?? "None"],
      }
    }),
  )
}

function subPathOf({ subPath, subPathExpr }: VolumeMount, env: readonly EnvPair[]): string {
  if (subPathExpr === undefined || subPathExpr === "") return subPath ?? ""
  const values = new Map(env)
  return expand(subPathExpr, (name) => values.get(name))
}

/** The path below the volume's root, made when it is not there. A link inside must not lead out of the volume. */
async function belowRoot(root: string, subPath: string, container: string): Promise<string> {
  if (subPath === "") return root
  const path = `${root}/${subPath}`
  if (subPath.split("/").includes("..")) {
    throw new ContainerConfigError(`failed to prepare subPath for volumeMount of container "${container}"`)
  }
  if ((await resolvePath(path)) === undefined) await makeFolder(path, 0o750)
  const [realRoot, realPath] = await Promise.all([resolvePath(root), resolvePath(path)])
  if (realRoot === undefined || realPath === undefined || !`${realPath}/`.startsWith(`${realRoot}/`)) {
    throw new ContainerConfigError(`failed to prepare subPath for volumeMount of container "${container}"`)
  }
  return realPath
}

/** Config maps, secrets and the like are written by the kubelet alone. */
function isReadOnlyVolume(pod: Pod, name: string): boolean {
  const volume = pod.spec?.volumes?.find((each) => each.name === name)
  const { configMap, secret, downwardAPI, projected } = volume ?? {}
  return [configMap, secret, downwardAPI, projected].some((source) => source !== undefined)
}

const propagations = {
  None: "PROPAGATION_PRIVATE",
  HostToContainer: "PROPAGATION_HOST_TO_CONTAINER",
  Bidirectional: "PROPAGATION_BIDIRECTIONAL",
} as const
