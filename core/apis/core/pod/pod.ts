import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { pods } from "../../resources.gen.ts"
import type { Pod } from "../v1.gen.ts"
import { podColumns } from "./columns.ts"
import { podStrategy } from "./strategy.ts"
import { podSubresources } from "./subresources.ts"

export const pod: KindDefinition<Pod> = {
  resource: pods,
  strategy: podStrategy,
  columns: podColumns,
  subresources: podSubresources,
  fields: {
    "spec.nodeName": ({ spec }) => spec.nodeName ?? "",
    "spec.restartPolicy": ({ spec }) => spec.restartPolicy ?? "",
    "spec.schedulerName": ({ spec }) => spec.schedulerName ?? "",
    "spec.serviceAccountName": ({ spec }) => spec.serviceAccountName ?? "",
    "spec.hostNetwork": ({ spec }) => String(spec.hostNetwork ?? false),
    "status.phase": ({ status }) => status.phase ?? "",
    "status.podIP": ({ status }) => status.podIPs?.[0]?.ip ?? status.podIP ?? "",
    "status.nominatedNodeName": ({ status }) => status.nominatedNodeName ?? "",
  },
}
