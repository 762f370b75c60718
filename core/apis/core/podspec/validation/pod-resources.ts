import type { FieldErrors } from "../../../../machinery/field/field-error.ts"
import { forbidden, invalid } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import {
  addAmounts,
  compareAmounts,
  formatQuantity,
  parseQuantity,
  zeroAmount,
} from "../../../../machinery/quantity/quantity.ts"
import type { PodSpec } from "../../v1.gen.ts"
import { validatePodResourceName, validateRequirements } from "./resources.ts"

/** Resources of the pod as a whole: its containers together may not ask for more, nor one of them be given more. */
export function validatePodResources(spec: PodSpec, claims: ReadonlySet<string>, path: FieldPath): FieldErrors {
  const { resources } = spec
  if (resources === undefined) return []
  return [
    ...((resources.claims?.length ?? 0) > 0
      ? [forbidden(path.child("claims"), "claims may not be set for Resources at pod-level")]
      : []),
    ...validateRequirements(resources, claims, validatePodResourceName, path),
    ...validateSum(spec, path.child("requests")),
    ...validateEachLimit(spec, path.child("limits")),
  ]
}

function validateSum({ containers, resources }: PodSpec, path: FieldPath): FieldErrors {
  return Object.entries(resources?.requests ?? {}).flatMap(([name, request]) => {
    const sum = (containers ?? [])
      .map((container) => parseQuantity(container.resources?.requests?.[name] ?? 0))
      .reduce(addAmounts, zeroAmount)
    if (compareAmounts(sum, parseQuantity(request)) <= 0) return []
    const detail = `must be greater than or equal to aggregate container requests of ${formatQuantity(sum)}`
    return [invalid(path.key(name), String(request), detail)]
  })
}

function validateEachLimit({ containers, resources }: PodSpec, path: FieldPath): FieldErrors {
  return Object.entries(resources?.limits ?? {}).flatMap(([name, most]) =>
    (containers ?? []).flatMap((container) => {
      const limit = container.resources?.limits?.[name]
      if (limit === undefined || compareAmounts(parseQuantity(limit), parseQuantity(most)) <= 0) return []
      return [invalid(path.key(name), String(limit), `must be less than or equal to pod limits of ${most}`)]
    }),
  )
}
