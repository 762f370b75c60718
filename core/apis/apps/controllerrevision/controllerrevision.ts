import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { controllerOf } from "../../../machinery/meta/owners.ts"
import { ageColumn, nameColumn } from "../../../machinery/table/column.ts"
import { controllerrevisions } from "../../resources.gen.ts"
import type { ControllerRevision } from "../v1.gen.ts"
import { controllerRevisionStrategy } from "./strategy.ts"

/** What a daemon set's or stateful set's pods looked like at some time. */
export const controllerRevision: KindDefinition<ControllerRevision> = {
  resource: controllerrevisions,
  strategy: controllerRevisionStrategy,
  columns: [
    nameColumn(),
    { name: "Controller", type: "string", description: "Controller of the object", cell: controllerName },
    {
      name: "Revision",
      type: "string",
      description: "Revision indicates the revision of the state represented by Data.",
      cell: ({ revision }) => revision ?? 0,
    },
    ageColumn(),
  ],
  subresources: [],
}

/** `daemonset.apps/agent` */
function controllerName(revision: ControllerRevision): string {
  const owner = controllerOf(revision)
  if (owner === undefined) return "<none>"
  const group = owner.apiVersion.includes("/") ? `.${owner.apiVersion.split("/")[0]}` : ""
  return `${owner.kind.toLowerCase()}${group}/${owner.name}`
}
