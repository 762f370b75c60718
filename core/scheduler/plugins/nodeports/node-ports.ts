import type { Plugin, Rejection } from "../../framework/plugin.ts"

/** Two pods cannot have the same port of a node. */
export const nodePorts: Plugin = {
  name: "NodePorts",
  wokenBy: ["node added", "pod removed"],
  filterFor({ hostPorts }) {
    if (hostPorts.length === 0) return undefined
    return (node) => (hostPorts.some((port) => node.hasPort(port)) ? taken : undefined)
  },
}

const taken: Rejection = {
  reasons: ["node(s) didn't have free ports for the requested pod ports"],
  resolvable: true,
}
