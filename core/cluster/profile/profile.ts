import type { DriverName } from "../../drivers/driver.ts"

/** What is written down about a cluster: all that a start needs to make it again as it was. */
export interface Profile {
  readonly name: string
  readonly driver: DriverName
  readonly kubernetesVersion: string
  readonly subnet: string
  readonly apiServerPort: number
  readonly podSubnet: string
  readonly serviceSubnet: string
  readonly dnsDomain: string
  readonly cpus: number
  readonly memoryMiB: number
  readonly nodes: readonly ProfileNode[]
  /** The kubeconfig that tells of the cluster, and the context that was current there before. */
  readonly kubeconfig: string
  readonly previousContext?: string | undefined
  readonly createdAt: string
}

export interface ProfileNode {
  readonly name: string
  readonly address: string
  readonly podSubnet: string
  readonly controlPlane: boolean
}

export const kubernetesVersion = "v1.36.3"

/** Fixed by Kubernetes' habits: the first address of the services is the API server's, the tenth the DNS server's. */
export const network = {
  podSubnet: "10.244.0.0/16",
  serviceSubnet: "10.96.0.0/12",
  apiServerService: "10.96.0.1",
  dnsService: "10.96.0.10",
  dnsDomain: "cluster.local",
  nodePorts: "30000-32767",
} as const

export function controlPlaneOf(profile: Profile): ProfileNode {
  const node = profile.nodes.find((one) => one.controlPlane)
  if (node === undefined) throw new Error(`Profile "${profile.name}" has no control plane`)
  return node
}

/** The first node has the profile's name, the second `<profile>-m02`, as minikube names them. */
export function nodeName(profile: string, index: number): string {
  return index === 0 ? profile : `${profile}-m${String(index + 1).padStart(2, "0")}`
}
