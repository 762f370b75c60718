import type { Subresource } from "../../../machinery/api/kind.ts"
import type { Node } from "../v1.gen.ts"
import { validateNodeStatusUpdate } from "./validation.ts"

export const nodeSubresources: readonly Subresource<Node>[] = [
  {
    type: "connect",
    name: "proxy",
    verbs: ["create", "delete", "get", "patch", "update"],
    kind: "NodeProxyOptions",
    target: ({ metadata }, query, rest) => ({
      to: "kubelet",
      nodeName: metadata.name ?? "",
      path: rest.startsWith("/") ? rest : `/${rest}`,
      query,
    }),
  },
  {
    type: "part",
    name: "status",
    verbs: ["get", "update", "patch"],
    prepareForUpdate: (next, old) => ({ ...next, spec: old.spec }),
    validateUpdate: (next, old) => validateNodeStatusUpdate(next, old),
  },
]
