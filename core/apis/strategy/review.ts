import type { KindDefinition, RequestFacts } from "../../machinery/api/kind.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import type { FieldErrors } from "../../machinery/field/field-error.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { nameColumn } from "../../machinery/table/column.ts"
import { newStrategy } from "./new-strategy.ts"

/** A kind that asks: it is created, answered at once, and never kept. */
export function reviewKind<T extends ApiObject>(
  resource: Resource<T>,
  validate: (review: T, facts: RequestFacts) => FieldErrors,
): KindDefinition<T> {
  return {
    resource,
    strategy: newStrategy<T>({ validate, validateUpdate: () => [] }),
    columns: [nameColumn()],
    subresources: [],
    virtual: true,
  }
}
