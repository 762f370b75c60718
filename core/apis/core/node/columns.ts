import type { Column } from "../../../machinery/api/kind.ts"
import { findCondition } from "../../../machinery/meta/conditions.ts"
import { ageColumn, nameColumn } from "../../../machinery/table/column.ts"
import type { Node } from "../v1.gen.ts"

export const nodeColumns: readonly Column<Node>[] = [
  nameColumn(),
  { name: "Status", type: "string", description: "The status of the node.", cell: statusOf },
  { name: "Roles", type: "string", description: "The roles of the node.", cell: (node) => rolesOf(node) || "<none>" },
  ageColumn(),
  {
    name: "Version",
    type: "string",
    description: "Kubelet version reported by the node.",
    cell: ({ status }) => status.nodeInfo?.kubeletVersion ?? "",
  },
  addressColumn("Internal-IP", "InternalIP"),
  addressColumn("External-IP", "ExternalIP"),
  infoColumn("OS-Image", "osImage", "OS image reported by the node."),
  infoColumn("Kernel-Version", "kernelVersion", "Kernel version reported by the node."),
  infoColumn("Container-Runtime", "containerRuntimeVersion", "Container runtime reported by the node."),
]

function statusOf({ spec, status }: Node): string {
  const ready = findCondition(status.conditions, "Ready")
  const word = ready === undefined ? "Unknown" : ready.status === "True" ? "Ready" : "NotReady"
  return spec.unschedulable === true ? `${word},SchedulingDisabled` : word
}

/** `node-role.kubernetes.io/control-plane` is the role "control-plane"; the older label has the role as its value. */
function rolesOf({ metadata }: Node): string {
  const roles = Object.entries(metadata.labels ?? {}).flatMap(([key, value]) => {
    const role = key.startsWith(rolePrefix) ? key.slice(rolePrefix.length) : key === "kubernetes.io/role" ? value : ""
    return role === "" ? [] : [role]
  })
  return [...new Set(roles)].sort().join(",")
}

const rolePrefix = "node-role.kubernetes.io/"

function addressColumn(name: string, type: string): Column<Node> {
  return {
    name,
    type: "string",
    priority: 1,
    description: "List of addresses reachable to the node.",
    cell: ({ status }) => status.addresses?.find((each) => each.type === type)?.address ?? "<none>",
  }
}

function infoColumn(
  name: string,
  field: "osImage" | "kernelVersion" | "containerRuntimeVersion",
  description: string,
): Column<Node> {
  return {
    name,
    type: "string",
    priority: 1,
    description,
    cell: ({ status }) => status.nodeInfo?.[field] || "<unknown>",
  }
}
