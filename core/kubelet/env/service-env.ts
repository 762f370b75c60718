import type { Service } from "../../apis/core/v1.gen.ts"

export type EnvPair = readonly [name: string, value: string]

/**
 * The variables that name services (docker links' form): those of the API server for every pod, those of the pod's own
 * namespace where it wants them. Headless services and external names have no address and no variables.
 */
export function serviceEnv(services: readonly Service[], namespace: string, links: boolean): readonly EnvPair[] {
  const isMaster = ({ metadata }: Service) => metadata.namespace === "default" && metadata.name === "kubernetes"
  const named = new Map<string, Service>()
  for (const service of services.filter(hasAddress)) {
    const name = service.metadata.name ?? ""
    if (links && service.metadata.namespace === namespace) named.set(name, service)
    else if (isMaster(service) && !named.has(name)) named.set(name, service)
  }
  return [...named.values()].sort(byName).flatMap(variablesOf)
}

function variablesOf(service: Service): readonly EnvPair[] {
  const prefix = (service.metadata.name ?? "").toUpperCase().replaceAll("-", "_")
  const host = service.spec.clusterIP ?? ""
  const ports = service.spec.ports ?? []
  const [first] = ports
  if (first === undefined) return []
  const url = ({ protocol = "TCP", port }: { protocol?: string | undefined; port: number }) =>
    `${protocol.toLowerCase()}://${host}:${port}`
  return [
    [`${prefix}_SERVICE_HOST`, host],
    [`${prefix}_SERVICE_PORT`, String(first.port)],
    ...ports
      .filter(({ name }) => name)
      .map(({ name, port }): EnvPair => [`${prefix}_SERVICE_PORT_${identifier(name ?? "")}`, String(port)]),
    [`${prefix}_PORT`, url(first)],
    ...ports.flatMap((port): readonly EnvPair[] => {
      const protocol = port.protocol ?? "TCP"
      const head = `${prefix}_PORT_${port.port}_${protocol}`
      return [
        [head, url(port)],
        [`${head}_PROTO`, protocol.toLowerCase()],
        [`${head}_PORT`, String(port.port)],
        [`${head}_ADDR`, host],
      ]
    }),
  ]
}

function hasAddress({ spec }: Service): boolean {
  return spec.clusterIP !== undefined && spec.clusterIP !== "" && spec.clusterIP !== "None"
}

function identifier(name: string): string {
  return name.toUpperCase().replaceAll("-", "_")
}

function byName(a: Service, b: Service): number {
  return (a.metadata.name ?? "") < (b.metadata.name ?? "") ? -1 : 1
}
