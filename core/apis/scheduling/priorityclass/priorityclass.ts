import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { ageColumn, nameColumn } from "../../../machinery/table/column.ts"
import { priorityclasses } from "../../resources.gen.ts"
import { column } from "../../strategy/column.ts"
import { withGeneration } from "../../strategy/generation.ts"
import { newStrategy } from "../../strategy/new-strategy.ts"
import type { PriorityClass } from "../v1.gen.ts"
import { validatePriorityClass, validatePriorityClassUpdate } from "./validation.ts"

export const priorityClass: KindDefinition<PriorityClass> = {
  resource: priorityclasses,
  strategy: newStrategy<PriorityClass>({
    defaults: (each) => ({ ...each, preemptionPolicy: each.preemptionPolicy ?? "PreemptLowerPriority" }),
    prepareForCreate: (each) => withGeneration(each, 1),
    prepareForUpdate: (next, old) => withGeneration(next, old.metadata.generation),
    validate: validatePriorityClass,
    validateUpdate: validatePriorityClassUpdate,
    allowCreateOnUpdate: true,
  }),
  columns: [
    nameColumn(),
    {
      name: "Value",
      type: "integer",
      description: "The priority that pods of this class get; the higher goes first.",
      cell: ({ value = 0 }) => value,
    },
    {
      name: "Global-Default",
      type: "boolean",
      description: "Whether pods that name no class get this one.",
      cell: ({ globalDefault }) => globalDefault ?? false,
    },
    ageColumn(),
    column("PreemptionPolicy", "Whether its pods may push out others.", (each) => each.preemptionPolicy ?? ""),
  ],
  subresources: [],
}
