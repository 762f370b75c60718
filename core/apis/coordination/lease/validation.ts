import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { invalid } from "../../../machinery/field/field-error.ts"
import {
  nameIsDnsSubdomain,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from "../../../machinery/meta/validate-meta.ts"
import type { Lease, LeaseSpec } from "../v1.gen.ts"

export function validateLease({ metadata, spec }: Lease): FieldErrors {
  return [
    ...validateObjectMeta(metadata, { namespaced: true, nameRule: nameIsDnsSubdomain }),
    ...validateSpec(spec ?? {}),
  ]
}

export function validateLeaseUpdate(next: Lease, old: Lease): FieldErrors {
  return [...validateObjectMetaUpdate(next.metadata, old.metadata), ...validateSpec(next.spec ?? {})]
}

function validateSpec({ leaseDurationSeconds: seconds, leaseTransitions: transitions }: LeaseSpec): FieldErrors {
  return [
    ...(seconds !== undefined && seconds <= 0
      ? [invalid("spec.leaseDurationSeconds", seconds, "must be greater than 0")]
      : []),
    ...(transitions !== undefined && transitions < 0
      ? [invalid("spec.leaseTransitions", transitions, "must be greater than or equal to 0")]
      : []),
  ]
}
