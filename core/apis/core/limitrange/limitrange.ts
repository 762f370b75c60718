import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { nameColumn } from "../../../machinery/table/column.ts"
import { limitranges } from "../../resources.gen.ts"
import { createdAtColumn } from "../../strategy/column.ts"
import { newStrategy } from "../../strategy/new-strategy.ts"
import type { LimitRange } from "../v1.gen.ts"
import { defaultLimitRange } from "./defaults.ts"
import { validateLimitRange } from "./validation.ts"

export const limitRange: KindDefinition<LimitRange> = {
  resource: limitranges,
  strategy: newStrategy<LimitRange>({
    defaults: defaultLimitRange,
    prepareForCreate: withName,
    validate: validateLimitRange,
    validateUpdate: validateLimitRange,
    allowCreateOnUpdate: true,
  }),
  columns: [nameColumn(), createdAtColumn()],
  subresources: [],
}

/** The one kind that Kubernetes names itself when nobody does. */
function withName(range: LimitRange): LimitRange {
  const { name, uid } = range.metadata
  return name || uid === undefined ? range : { ...range, metadata: { ...range.metadata, name: uid } }
}
