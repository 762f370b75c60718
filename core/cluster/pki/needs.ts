import type { Profile } from "../profile/profile.ts"
import type { CertificateRequest } from "./certificate.ts"
import { apiServerHosts } from "./hosts.ts"

export interface CertificateNeed extends Omit<CertificateRequest, "nowMs" | "days"> {
  /** The file's, without ending. */
  readonly name: string
}

/** Every certificate of a cluster. Users and groups are the ones that Kubernetes' own roles are bound to. */
export function certificatesOf(profile: Profile): readonly CertificateNeed[] {
  return [
    { name: "apiserver", commonName: "kube-apiserver", usages: ["server"], hosts: apiServerHosts(profile) },
    client("apiserver-kubelet-client", "kube-apiserver-kubelet-client", "system:masters"),
    client("admin", "kubernetes-admin", "system:masters"),
    client("controller-manager", "system:kube-controller-manager"),
    client("scheduler", "system:kube-scheduler"),
    client("kube-proxy", "system:kube-proxy"),
    ...profile.nodes.flatMap((node) => [
      client(`${node.name}.node`, `system:node:${node.name}`, "system:nodes"),
      {
        name: `${node.name}.kubelet`,
        commonName: `system:node:${node.name}`,
        organizations: ["system:nodes"],
        usages: ["server"],
        hosts: [node.name, node.address, "127.0.0.1", "localhost"],
      } as const,
    ]),
  ]
}

function client(name: string, commonName: string, ...organizations: string[]): CertificateNeed {
  return { name, commonName, organizations, usages: ["client"] }
}
