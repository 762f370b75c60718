import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { duplicate, invalid, required, tooLong } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { byteLength, qualifiedName } from "../../../machinery/field/format.ts"
import {
  about,
  nameIsDnsSubdomain,
  validateImmutable,
  validateLabelName,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from "../../../machinery/meta/validate-meta.ts"
import type { TopologySelectorTerm } from "../../core/v1.gen.ts"
import { oneOf } from "../../validation/numbers.ts"
import type { StorageClass } from "../v1.gen.ts"

export function validateStorageClass(each: StorageClass): FieldErrors {
  const { metadata, provisioner, parameters, reclaimPolicy, volumeBindingMode, allowedTopologies = [] } = each
  return [
    ...validateObjectMeta(metadata, { namespaced: false, nameRule: nameIsDnsSubdomain }),
    ...validateProvisioner(provisioner),
    ...validateParameters(parameters ?? {}),
    ...(reclaimPolicy ? oneOf("reclaimPolicy", reclaimPolicy, ["Delete", "Retain"]) : []),
    ...oneOf("volumeBindingMode", volumeBindingMode, ["Immediate", "WaitForFirstConsumer"]),
    ...allowedTopologies.flatMap((term, at) => validateTopology(term, FieldPath.of("allowedTopologies").index(at))),
  ]
}

export function validateStorageClassUpdate(next: StorageClass, old: StorageClass): FieldErrors {
  return [
    ...validateStorageClass(next),
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...fixedFields.flatMap((field) => validateImmutable(next[field], old[field], FieldPath.of(field))),
  ]
}

/** What volumes were made from; only new volumes could follow a change. */
const fixedFields = ["parameters", "provisioner", "reclaimPolicy", "volumeBindingMode"] as const

const mostParameters = 512

const mostParameterBytes = 256 * 1024

function validateProvisioner(provisioner: string): FieldErrors {
  if (provisioner === "") return [required("provisioner")]
  const name = provisioner.toLowerCase()
  return about(FieldPath.of("provisioner"), name, qualifiedName(name))
}

function validateParameters(parameters: Readonly<Record<string, string>>): FieldErrors {
  const entries = Object.entries(parameters)
  if (entries.length > mostParameters) return [tooLong("parameters", mostParameters)]
  const bytes = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0)
  return [
    ...entries.filter(([key]) => key === "").map(() => invalid("parameters", "", "field can not be empty.")),
    ...(bytes > mostParameterBytes ? [tooLong("parameters", mostParameterBytes)] : []),
  ]
}

function validateTopology({ matchLabelExpressions = [] }: TopologySelectorTerm, path: FieldPath): FieldErrors {
  const own = path.child("matchLabelExpressions")
  const keys = new Set<string>()
  return matchLabelExpressions.flatMap(({ key, values }, at) => {
    const here = own.index(at)
    const isRepeated = keys.has(key)
    keys.add(key)
    return [
      ...(values.length === 0 ? [required(here.child("values"))] : []),
      ...values.flatMap((value, each) =>
        values.indexOf(value) < each ? [duplicate(here.child("values").index(each), value)] : [],
      ),
      ...validateLabelName(key, here.child("key")),
      ...(isRepeated ? [duplicate(here.child("key"), key)] : []),
    ]
  })
}
