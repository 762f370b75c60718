import type { ConnectSubresource, PartSubresource } from "../../../machinery/api/kind.ts"
import { statusPart } from "../../strategy/new-strategy.ts"
import type { Service } from "../v1.gen.ts"
import { serviceProxyTarget } from "./proxy.ts"
import { validateServiceStatusUpdate } from "./validation-status.ts"

/** A load balancer's addresses. */
export const serviceStatus: PartSubresource<Service> = statusPart({
  prepareForUpdate: (next, old) => ({ ...next, spec: old.spec }),
  validateUpdate: validateServiceStatusUpdate,
})

export const serviceProxy: ConnectSubresource<Service> = {
  type: "connect",
  name: "proxy",
  verbs: ["get", "create", "update", "patch", "delete"],
  kind: "ServiceProxyOptions",
  target: serviceProxyTarget,
}
