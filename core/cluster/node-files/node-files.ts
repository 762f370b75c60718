import { staticPods } from "../manifests/static-pods.ts"
import { nodejsOptions, programEnvironment } from "../manifests/system-pod.ts"
import type { ClusterPki } from "../pki/cluster-pki.ts"
import type { Profile, ProfileNode } from "../profile/profile.ts"
import { controlPlaneOf } from "../profile/profile.ts"
import { kubeletConfiguration } from "./kubelet-configuration.ts"

/** Path on the node → what it says. */
export type NodeFiles = Readonly<Record<string, { readonly text: string; readonly mode?: number }>>

export interface NodeFileInputs {
  readonly profile: Profile
  readonly node: ProfileNode
  readonly pki: ClusterPki
  /** The servers that names outside the cluster are asked of. */
  readonly nameServers: readonly string[]
  /** This machine's trusted authorities: a node behind its proxy must trust the same. */
  readonly authorities: string | undefined
}

/** Everything on a node that is of this cluster ("A node, file by file" in core/ARCHITECTURE.md). */
export function nodeFiles(inputs: NodeFileInputs): NodeFiles {
  const { profile, node, pki, nameServers, authorities } = inputs
  return {
    ...kubeletFiles(profile, node, pki),
    ...(node.controlPlane ? controlPlaneFiles(profile, pki) : {}),
    "/etc/kubernetes/kube-proxy.conf": kubeconfig(profile, pki, "kube-proxy", controlPlaneServer(profile)),
    "/etc/cove/hosts": { text: hostsOf(profile) },
    "/etc/kubernetes/resolv.conf": { text: nameServers.map((server) => `nameserver ${server}\n`).join("") },
    ...manifests(profile, node),
    ...(authorities === undefined ? {} : { "/etc/ssl/certs/ca-certificates.crt": { text: authorities } }),
  }
}

/** Every node's name and address. What a node was made with does not tell of those that came later. */
export function hostsOf(profile: Profile): string {
  return profile.nodes.map(({ name, address }) => `${address} ${name}\n`).join("")
}

function kubeletFiles(profile: Profile, node: ProfileNode, pki: ClusterPki): NodeFiles {
  const serving = pki.certificate(`${node.name}.kubelet`)
  const args = [
    "--config=/var/lib/kubelet/config.json",
    "--kubeconfig=/etc/kubernetes/kubelet.conf",
    `--hostname-override=${node.name}`,
    `--node-ip=${node.address}`,
  ]
  return {
    "/etc/default/kubelet": {
      text: `${exported(programEnvironment)}KUBELET_NODE_OPTIONS="${nodejsOptions("kubelet").join(" ")}"\nKUBELET_ARGS="${args.join(" ")}"\n`,
    },
    "/var/lib/kubelet/config.json": { text: asJson(kubeletConfiguration(profile, node)) },
    "/var/lib/kubelet/pki/kubelet.crt": { text: serving.certificate },
    "/var/lib/kubelet/pki/kubelet.key": secret(serving.key),
    "/etc/kubernetes/kubelet.conf": kubeconfig(profile, pki, `${node.name}.node`, controlPlaneServer(profile)),
    "/etc/kubernetes/pki/ca.crt": { text: pki.authority.certificate },
  }
}

function exported(environment: Readonly<Record<string, string>>): string {
  const lines = Object.entries(environment).map(([name, value]) => `export ${name}=${value}\n`)
  return lines.join("")
}

function controlPlaneFiles(profile: Profile, pki: ClusterPki): NodeFiles {
  const folder = "/etc/kubernetes/pki"
  const server = controlPlaneServer(profile)
  const apiserver = pki.certificate("apiserver")
  const kubeletClient = pki.certificate("apiserver-kubelet-client")
  return {
    [`${folder}/ca.key`]: secret(pki.authority.key),
    [`${folder}/apiserver.crt`]: { text: apiserver.certificate },
    [`${folder}/apiserver.key`]: secret(apiserver.key),
    [`${folder}/apiserver-kubelet-client.crt`]: { text: kubeletClient.certificate },
    [`${folder}/apiserver-kubelet-client.key`]: secret(kubeletClient.key),
    [`${folder}/sa.pub`]: { text: pki.serviceAccounts.publicKey },
    [`${folder}/sa.key`]: secret(pki.serviceAccounts.privateKey),
    "/etc/kubernetes/admin.conf": kubeconfig(profile, pki, "admin", server),
    "/etc/kubernetes/controller-manager.conf": kubeconfig(profile, pki, "controller-manager", server),
    "/etc/kubernetes/scheduler.conf": kubeconfig(profile, pki, "scheduler", server),
  }
}

function manifests(profile: Profile, node: ProfileNode): NodeFiles {
  const entries = staticPods(profile, node).map((pod) => [
    `/etc/kubernetes/manifests/${pod.metadata.name}.yaml`,
    secret(asJson({ ...pod, status: undefined })),
  ])
  return Object.fromEntries(entries)
}

function controlPlaneServer(profile: Profile): string {
  return `https://${controlPlaneOf(profile).address}:${profile.apiServerPort}`
}

function kubeconfig(profile: Profile, pki: ClusterPki, certificate: string, server: string) {
  const { certificate: clientCertificate, key } = pki.certificate(certificate)
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      { name: profile.name, cluster: { server, "certificate-authority-data": base64(pki.authority.certificate) } },
    ],
    contexts: [{ name: "default", context: { cluster: profile.name, user: "default", namespace: "default" } }],
    users: [
      {
        name: "default",
        user: { "client-certificate-data": base64(clientCertificate), "client-key-data": base64(key) },
      },
    ],
    "current-context": "default",
  }
  return secret(asJson(config))
}

/** JSON is YAML too, and quicker to read. */
function asJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}

function secret(text: string) {
  return { text, mode: 0o600 }
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64")
}
