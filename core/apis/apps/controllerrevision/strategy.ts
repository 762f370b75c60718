import { isJsonObject } from "../../../base/json.ts"
import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import {
  nameIsDnsSubdomain,
  validateImmutable,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from "../../../machinery/meta/validate-meta.ts"
import { newStrategy } from "../../strategy/new-strategy.ts"
import { nonNegative } from "../../validation/numbers.ts"
import type { ControllerRevision } from "../v1.gen.ts"

const dataPath = FieldPath.of("data")

export const controllerRevisionStrategy = newStrategy<ControllerRevision>({
  validate: (revision) => [
    ...validateObjectMeta(revision.metadata, { namespaced: true, nameRule: nameIsDnsSubdomain }),
    ...validateData(revision),
    ...nonNegative(FieldPath.of("revision"), revision.revision),
  ],
  validateUpdate: (next, old) => [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...nonNegative(FieldPath.of("revision"), next.revision),
    ...validateImmutable(next.data, old.data, dataPath),
  ],
})

function validateData({ data }: ControllerRevision): FieldErrors {
  if (data === undefined || data === null) return [required(dataPath, "data is mandatory")]
  return isJsonObject(data) ? [] : [required(dataPath, "data must be a valid JSON object")]
}
