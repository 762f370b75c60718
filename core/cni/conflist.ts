export interface PodNetworkConfig {
  readonly podCidr: string
  readonly mtu: number
  /** Where addresses in use are kept: on a tmpfs, so that a restarted node starts with none. */
  readonly ipamDir: string
}

/** The name of the bridge all pods of a node are on. */
export const bridgeName = "cni0"

/** What containerd's CNI plugins are told: a bridge with the first address of the node's range, ports of the host. */
export function conflist({ podCidr, mtu, ipamDir }: PodNetworkConfig): string {
  const bridge = {
    type: "bridge",
    bridge: bridgeName,
    // `isDefaultGateway` beside a default route of ours would be two of them.
    isGateway: true,
    ipMasq: false,
    hairpinMode: true,
    mtu,
    ipam: {
      type: "host-local",
      ranges: [[{ subnet: podCidr }]],
      routes: [{ dst: "0.0.0.0/0" }],
      dataDir: ipamDir,
    },
  }
  const portmap = { type: "portmap", capabilities: { portMappings: true }, snat: true }
  return `${JSON.stringify({ cniVersion: "0.4.0", name: "cove", plugins: [bridge, portmap] }, undefined, 2)}\n`
}

/** `10.244.1.0/24` → address 10.244.1.1/24 and a MAC address that follows from it. */
export function gatewayOf(podCidr: string): { readonly address: string; readonly mac: string } {
  const [network = "", length = "24"] = podCidr.split("/")
  const bytes = network.split(".").map(Number)
  const gateway = bytes.map((byte, at) => (at === 3 ? byte + 1 : byte))
  const mac = ["0a", "58", ...gateway.map((byte) => byte.toString(16).padStart(2, "0"))].join(":")
  return { address: `${gateway.join(".")}/${length}`, mac }
}
