import type { Strategy } from "../../../machinery/api/kind.ts"
import type { Node, NodeSpec } from "../v1.gen.ts"
import { validateNode, validateNodeUpdate } from "./validation.ts"
import { nodeWarnings } from "./warnings.ts"

export const nodeStrategy: Strategy<Node> = {
  defaults: (node) => ({ ...node, spec: withPodCIDRs(node.spec ?? {}), status: withAllocatable(node.status ?? {}) }),
  // A kubelet registers its node with everything it knows, the status too.
  prepareForCreate: withoutConfig,
  prepareForUpdate: (next, old) => withoutConfig({ ...next, status: old.status }),
  validate: (node) => validateNode(node),
  validateUpdate: (next, old) => validateNodeUpdate(next, old),
  warnings: nodeWarnings,
}

/** The single range and the first of the list are one; written apart, the single one wins. */
function withPodCIDRs(spec: NodeSpec): NodeSpec {
  const { podCIDR, podCIDRs } = spec
  const first = podCIDRs?.[0]
  if (podCIDR && podCIDR !== first) return { ...spec, podCIDRs: [podCIDR] }
  return first && !podCIDR ? { ...spec, podCIDR: first } : spec
}

/** Who does not say what pods may have, gives them everything. */
function withAllocatable(status: Node["status"]): Node["status"] {
  const { capacity, allocatable } = status
  return allocatable === undefined && capacity !== undefined ? { ...status, allocatable: capacity } : status
}

/** Configuration through the API, long gone from Kubernetes. */
function withoutConfig(node: Node): Node {
  if (node.spec.configSource === undefined && node.status.config === undefined) return node
  const { configSource: _, ...spec } = node.spec
  const { config: __, ...status } = node.status
  return { ...node, spec, status }
}
