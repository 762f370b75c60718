import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { forbidden, invalid, required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { requiredOneOf } from "../../validation/numbers.ts"
import type { ServiceSpec } from "../v1.gen.ts"

const mostSeconds = 86_400

export function validateAffinity({ sessionAffinity, sessionAffinityConfig: config }: ServiceSpec): FieldErrors {
  const path = FieldPath.of("spec", "sessionAffinityConfig")
  return [
    ...requiredOneOf(FieldPath.of("spec", "sessionAffinity"), sessionAffinity, ["ClientIP", "None"]),
    ...(sessionAffinity === "ClientIP" ? validateConfig(config, path) : []),
    ...(sessionAffinity === "None" && config !== undefined
      ? [forbidden(path, "must not be set when session affinity is None")]
      : []),
  ]
}

function validateConfig(config: ServiceSpec["sessionAffinityConfig"], path: FieldPath): FieldErrors {
  const when = "when session affinity type is ClientIP"
  if (config === undefined) return [required(path, when)]
  const own = path.child("clientIP")
  if (config.clientIP === undefined) return [required(own, when)]
  const seconds = config.clientIP.timeoutSeconds
  if (seconds === undefined) return [required(own.child("timeoutSeconds"), when)]
  if (seconds > 0 && seconds <= mostSeconds) return []
  return [invalid(own.child("timeoutSeconds"), seconds, `must be greater than 0 and less than ${mostSeconds}`)]
}
