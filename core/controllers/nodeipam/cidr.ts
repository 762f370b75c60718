/** How many bits of a node's addresses are the network's, Kubernetes' `--node-cidr-mask-size`. */
const nodeMask = 24

/** The first /24 of the cluster's range that no node has; undefined when all are taken. IPv4 only. */
export function nextNodeCidr(clusterCidr: string, taken: ReadonlySet<string>): string | undefined {
  const [base = "", mask = ""] = clusterCidr.split("/")
  const first = base.split(".").reduce((sum, part) => sum * 256 + Number(part), 0)
  const count = 2 ** Math.max(0, nodeMask - Number(mask))
  for (let index = 0; index < count; index++) {
    const start = first + index * 2 ** (32 - nodeMask)
    const cidr = `${[24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join(".")}/${nodeMask}`
    if (!taken.has(cidr)) return cidr
  }
  return undefined
}
