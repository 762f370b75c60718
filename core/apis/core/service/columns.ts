import type { Column } from "../../../machinery/api/kind.ts"
import { ageColumn, nameColumn } from "../../../machinery/table/column.ts"
import { column, formatLabels, wideColumn } from "../../strategy/column.ts"
import type { Service, ServicePort } from "../v1.gen.ts"

export const serviceColumns: readonly Column<Service>[] = [
  nameColumn(),
  column("Type", "How it can be reached.", ({ spec }) => spec.type ?? ""),
  column(
    "Cluster-IP",
    "Its address inside the cluster.",
    ({ spec }) => spec.clusterIPs?.[0] ?? (spec.clusterIP || "<none>"),
  ),
  column("External-IP", "Its addresses for the world outside.", externalIPCell),
  column("Port(s)", "Where it listens, and on which port of every node.", ({ spec }) =>
    spec.ports?.length ? spec.ports.map(portWords).join(",") : "<none>",
  ),
  ageColumn(),
  wideColumn("Selector", "Which pods stand behind it.", ({ spec }) => formatLabels(spec.selector)),
]

function portWords({ port, nodePort, protocol }: ServicePort): string {
  return nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`
}

function externalIPCell({ spec, status }: Service): string {
  const externalIPs = spec.externalIPs ?? []
  switch (spec.type) {
    case "ClusterIP":
    case "NodePort":
      return externalIPs.join(",") || "<none>"
    case "LoadBalancer": {
      const ingress = (status.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || "")
      const balanced = [...new Set(ingress.filter((each) => each !== ""))].sort()
      return [...balanced, ...externalIPs].join(",") || "<pending>"
    }
    case "ExternalName":
      return spec.externalName ?? ""
    default:
      return "<unknown>"
  }
}
