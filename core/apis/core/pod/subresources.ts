import type { Subresource } from "../../../machinery/api/kind.ts"
import type { Pod } from "../v1.gen.ts"
import { podBinding } from "./binding.ts"
import { attach, exec, log, portForward, proxy } from "./connect.ts"
import { podEphemeralContainers } from "./ephemeral-containers.ts"
import { podEviction } from "./eviction.ts"
import { podResize } from "./resize.ts"
import { podStatus } from "./status.ts"

/** In the order of discovery. */
export const podSubresources: readonly Subresource<Pod>[] = [
  attach,
  podBinding,
  podEphemeralContainers,
  podEviction,
  exec,
  log,
  portForward,
  proxy,
  podResize,
  podStatus,
]
