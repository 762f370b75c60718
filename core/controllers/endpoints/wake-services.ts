import type { Pod, Service } from "../../apis/core/v1.gen.ts"
import type { Change, Informer } from "../../client/informer/informer.ts"
import { keyOf } from "../../machinery/meta/object.ts"
import { isSameEndpoint, selectsPod } from "./pod-address.ts"

/** The services whose endpoints a pod's change may change. */
export function servicesToWake({ old, current }: Change<Pod>, services: Informer<Service>): readonly string[] {
  if (old !== undefined && current !== undefined && isSameEndpoint(old, current)) return []
  const namespace = (current ?? old)?.metadata.namespace ?? ""
  return services
    .inNamespace(namespace)
    .filter((service) => [old, current].some((pod) => pod !== undefined && selectsPod(service, pod)))
    .map(keyOf)
}
