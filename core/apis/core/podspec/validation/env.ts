import type { FieldErrors } from "../../../../machinery/field/field-error.ts"
import { invalid, required } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import { configMapKey, dns1123Label, dns1123Subdomain, envVarName } from "../../../../machinery/field/format.ts"
import { about } from "../../../../machinery/meta/validate-meta.ts"
import { localNonReservedPath } from "../../../validation/paths.ts"
import type { EnvFromSource, EnvVar, EnvVarSource, FileKeySelector } from "../../v1.gen.ts"
import { envFieldPaths, validateFieldRef, validateResourceFieldRef } from "./downward.ts"

export function validateEnv(vars: readonly EnvVar[] | undefined, path: FieldPath): FieldErrors {
  return (vars ?? []).flatMap((variable, at) => {
    const own = path.index(at)
    return [
      ...(variable.name
        ? about(own.child("name"), variable.name, envVarName(variable.name))
        : [required(own.child("name"))]),
      ...(variable.valueFrom === undefined
        ? []
        : validateEnvSource(variable.valueFrom, variable.value ?? "", own.child("valueFrom"))),
    ]
  })
}

function validateEnvSource(source: EnvVarSource, value: string, path: FieldPath): FieldErrors {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = source
  const given = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef].filter((each) => each)
  return [
    ...(fieldRef === undefined ? [] : validateFieldRef(fieldRef, envFieldPaths, path.child("fieldRef"))),
    ...(resourceFieldRef === undefined
      ? []
      : validateResourceFieldRef(resourceFieldRef, false, path.child("resourceFieldRef"))),
    ...(configMapKeyRef === undefined ? [] : validateKeyRef(configMapKeyRef, path.child("configMapKeyRef"))),
    ...(secretKeyRef === undefined ? [] : validateKeyRef(secretKeyRef, path.child("secretKeyRef"))),
    ...(fileKeyRef === undefined ? [] : validateFileKeyRef(fileKeyRef, path.child("fileKeyRef"))),
    ...(given.length === 0
      ? [
          invalid(
            path,
            "",
            "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`",
          ),
        ]
      : value !== ""
        ? [invalid(path, "", "may not be specified when `value` is not empty")]
        : given.length > 1
          ? [invalid(path, "", "may not have more than one field specified at a time")]
          : []),
  ]
}

function validateKeyRef(
  ref: { readonly name?: string | undefined; readonly key: string },
  path: FieldPath,
): FieldErrors {
  const { name = "", key = "" } = ref
  return [
    ...about(path.child("name"), name, dns1123Subdomain(name)),
    ...(key === "" ? [required(path.child("key"))] : about(path.child("key"), key, configMapKey(key))),
  ]
}

function validateFileKeyRef(
  { volumeName = "", path: file = "", key = "" }: FileKeySelector,
  path: FieldPath,
): FieldErrors {
  return [
    ...(key === "" ? [required(path.child("key"))] : about(path.child("key"), key, envVarName(key))),
    ...(volumeName === ""
      ? [required(path.child("volumeName"))]
      : about(path.child("volumeName"), volumeName, dns1123Label(volumeName))),
    ...(file === "" ? [required(path.child("path"))] : localNonReservedPath(path.child("path"), file)),
  ]
}

export function validateEnvFrom(sources: readonly EnvFromSource[] | undefined, path: FieldPath): FieldErrors {
  return (sources ?? []).flatMap(({ prefix, configMapRef, secretRef }, at) => {
    const own = path.index(at)
    const count = [configMapRef, secretRef].filter((each) => each).length
    return [
      ...(prefix ? about(own.child("prefix"), prefix, envVarName(prefix)) : []),
      ...(configMapRef === undefined ? [] : validateNameRef(configMapRef, own.child("configMapRef"))),
      ...(secretRef === undefined ? [] : validateNameRef(secretRef, own.child("secretRef"))),
      ...(count === 0 ? [invalid(path, "", "must specify one of: `configMapRef` or `secretRef`")] : []),
      ...(count > 1 ? [invalid(path, "", "may not have more than one field specified at a time")] : []),
    ]
  })
}

function validateNameRef({ name = "" }: { readonly name?: string | undefined }, path: FieldPath): FieldErrors {
  return name === "" ? [required(path.child("name"))] : about(path.child("name"), name, dns1123Subdomain(name))
}
