import type { FieldErrors } from "../../../../machinery/field/field-error.ts"
import { required, tooMany } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import { oneOf } from "../../../validation/numbers.ts"
import type { Container, ContainerRestartRule } from "../../v1.gen.ts"

const mostRules = 20
const mostExitCodes = 255

/** When a container of its own mind is started again. */
export function validateRestart({ restartPolicy, restartPolicyRules }: Container, path: FieldPath): FieldErrors {
  const rules = restartPolicyRules ?? []
  const own = path.child("restartPolicy")
  const atRules = path.child("restartPolicyRules")
  return [
    ...(restartPolicy === undefined
      ? rules.length > 0
        ? [required(own, "must specify restartPolicy when restart rules are used")]
        : []
      : oneOf(own, restartPolicy, ["Always", "Never", "OnFailure"])),
    ...(rules.length > mostRules ? [tooMany(atRules, rules.length, mostRules)] : []),
    ...rules.flatMap((rule, at) => validateRule(rule, atRules.index(at))),
  ]
}

function validateRule({ action, exitCodes }: ContainerRestartRule, path: FieldPath): FieldErrors {
  const codes = path.child("exitCodes")
  const count = exitCodes?.values?.length ?? 0
  return [
    ...oneOf(path.child("action"), action, ["Restart"]),
    ...(exitCodes === undefined ? [required(codes, "must be specified")] : []),
    ...(exitCodes === undefined ? [] : oneOf(codes.child("operator"), exitCodes.operator, ["In", "NotIn"])),
    ...(count > mostExitCodes ? [tooMany(codes.child("values"), count, mostExitCodes)] : []),
  ]
}
