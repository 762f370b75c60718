import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { services } from "../../resources.gen.ts"
import type { Service } from "../v1.gen.ts"
import { serviceColumns } from "./columns.ts"
import { serviceStrategy } from "./strategy.ts"
import { serviceProxy, serviceStatus } from "./subresources.ts"

export const service: KindDefinition<Service> = {
  resource: services,
  strategy: serviceStrategy,
  columns: serviceColumns,
  subresources: [serviceProxy, serviceStatus],
  fields: {
    "spec.clusterIP": ({ spec }) => spec.clusterIP ?? "",
    "spec.type": ({ spec }) => spec.type ?? "",
  },
}
