import { endpointslices, namespaces, services } from "../apis/resources.gen.ts"
import type { Informers } from "../client/informer/informer.ts"
import { keyOf } from "../machinery/meta/object.ts"
import type { ZoneSource } from "./cluster-zone.ts"

const byIP = "ip"
const byService = "service"
const serviceLabel = "kubernetes.io/service-name"

/** The zone's view of the cluster through informers; resolves when each has its first list. */
export async function newInformerZoneSource(informers: Informers, signal: AbortSignal): Promise<ZoneSource> {
  const serviceInformer = informers.of(services)
  const sliceInformer = informers.of(endpointslices)
  const namespaceInformer = informers.of(namespaces)
  serviceInformer.addIndex(byIP, ({ spec }) => (spec.clusterIP && spec.clusterIP !== "None" ? [spec.clusterIP] : []))
  sliceInformer.addIndex(byService, ({ metadata }) => [
    keyOf({ metadata: { namespace: metadata.namespace, name: metadata.labels?.[serviceLabel] } }),
  ])
  sliceInformer.addIndex(byIP, ({ endpoints }) => (endpoints ?? []).flatMap((endpoint) => endpoint.addresses))
  await informers.start(signal)
  return {
    service: (namespace, name) => serviceInformer.get(`${namespace}/${name}`),
    slices: (namespace, name) => sliceInformer.byIndex(byService, `${namespace}/${name}`),
    namespace: (name) => namespaceInformer.get(name),
    servicesByIP: (ip) => serviceInformer.byIndex(byIP, ip),
    slicesByAddress: (ip) => sliceInformer.byIndex(byIP, ip),
  }
}
