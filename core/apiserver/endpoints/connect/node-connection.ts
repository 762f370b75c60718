import type { Node } from "../../../apis/core/v1.gen.ts"
import { nodes } from "../../../apis/resources.gen.ts"
import { internalError, notFound } from "../../../machinery/status/status-error.ts"
import type { ObjectSource } from "../../object-source.ts"

/** Where the kubelets are, and as whom the API server speaks to them. */
export interface NodeConnection {
  /** Throws a StatusError for a node that is not there or has not said where it listens. */
  kubeletOf(nodeName: string): { readonly host: string; readonly port: number }
  /** Presented to kubelets: `--kubelet-client-certificate` and its key. */
  readonly credentials: { readonly cert: string; readonly key: string } | undefined
}

const defaultPort = 10250
/** kube-apiserver's `--kubelet-preferred-address-types`, those that can be dialled without a name server first. */
const addressTypes: readonly string[] = ["InternalIP", "ExternalIP", "Hostname"]

export function newNodeConnection(source: ObjectSource, credentials: NodeConnection["credentials"]): NodeConnection {
  return {
    credentials,
    kubeletOf(nodeName) {
      const node = source.get(nodes, { name: nodeName })
      if (node === undefined) throw notFound(nodes, nodeName)
      const host = addressOf(node)
      if (host === undefined) {
        throw internalError(`no preferred addresses found; known addresses: []`)
      }
      return { host, port: node.status?.daemonEndpoints?.kubeletEndpoint?.Port || defaultPort }
    },
  }
}

function addressOf({ status }: Node): string | undefined {
  const addresses = status?.addresses ?? []
  for (const type of addressTypes) {
    const found = addresses.find((address) => address.type === type)
    if (found !== undefined) return found.address
  }
  return undefined
}
