import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { bindings } from "../../resources.gen.ts"
import { reviewKind } from "../../strategy/review.ts"
import { validateBinding } from "../pod/binding.ts"
import type { Binding } from "../v1.gen.ts"

/** The older door to `pods/{name}/binding`: the pod is the one of the binding's own name. */
export const binding: KindDefinition<Binding> = reviewKind(bindings, validateBinding)
