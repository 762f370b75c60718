import type { PartSubresource, Strategy } from "../../machinery/api/kind.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"

/** A strategy with the answers most kinds give where this one has none of its own. */
export function newStrategy<T extends ApiObject>(
  own: Partial<Strategy<T>> & Pick<Strategy<T>, "validate" | "validateUpdate">,
): Strategy<T> {
  return {
    defaults: (object) => object,
    prepareForCreate: (object) => object,
    prepareForUpdate: (next) => next,
    allowUnconditionalUpdate: true,
    ...own,
  }
}

/** The door for whoever reports what is, as `status` has it in every kind. */
export function statusPart<T extends ApiObject>(
  own: Pick<PartSubresource<T>, "prepareForUpdate" | "validateUpdate">,
): PartSubresource<T> {
  return { type: "part", name: "status", verbs: ["get", "update", "patch"], ...own }
}
