/** Why a volume cannot be had, in Kubernetes' words. */
export class VolumeError extends Error {
  override readonly name = "VolumeError"
}
