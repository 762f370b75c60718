/** What went wrong with a cluster, and what a person can do about it. */
export class ClusterError extends Error {
  override readonly name = "ClusterError"
  /** In minikube's style: `GUEST_START`, `PROVIDER_...`. */
  readonly id: string
  readonly exitCode: number
  readonly advice: string

  constructor(message: string, { id, exitCode, advice, cause }: ClusterErrorDetails) {
    super(message, { cause })
    this.id = id
    this.exitCode = exitCode
    this.advice = advice
  }
}

export interface ClusterErrorDetails {
  readonly id: string
  /** One of minikube's: 14 usage, 20-29 resources, 50-59 driver, 80-89 guest, 100-109 control plane. */
  readonly exitCode: number
  readonly advice: string
  readonly cause?: unknown
}

export function noSuchNode(cluster: string, name: string, there: readonly string[]): ClusterError {
  const advice = `It has: ${there.join(", ")}`
  return new ClusterError(`Cluster "${cluster}" has no node "${name}"`, {
    id: "GUEST_NODE_RETRIEVE",
    exitCode: 80,
    advice,
  })
}
