import { network, type Profile, type ProfileNode } from "../profile/profile.ts"

/**
 * Kubernetes' KubeletConfiguration. Three fields are Cove's: `podCIDR`, which the node registers with, so that the first
 * pod waits for no controller; `cpus` and `memoryBytes`, as a container's /proc shows all of the machine.
 */
export function kubeletConfiguration(profile: Profile, node: ProfileNode) {
  return {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    staticPodPath: "/etc/kubernetes/manifests",
    containerRuntimeEndpoint: "unix:///run/containerd/containerd.sock",
    cgroupDriver: "cgroupfs",
    clusterDNS: [network.dnsService],
    clusterDomain: profile.dnsDomain,
    resolvConf: "/etc/kubernetes/resolv.conf",
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: "/etc/kubernetes/pki/ca.crt" },
    },
    authorization: { mode: "Webhook" },
    tlsCertFile: "/var/lib/kubelet/pki/kubelet.crt",
    tlsPrivateKeyFile: "/var/lib/kubelet/pki/kubelet.key",
    podCIDR: node.podSubnet,
    clusterCIDR: profile.podSubnet,
    cpus: profile.cpus,
    memoryBytes: profile.memoryMiB * 1024 * 1024,
  }
}
