import { isDeepEqual } from "../../../base/json.ts"
import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { invalid, notSupported, required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import {
  about,
  nameIsDnsSubdomain,
  nameIsPathSegment,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from "../../../machinery/meta/validate-meta.ts"
import { oneOf } from "../../validation/numbers.ts"
import type { RoleBinding, RoleRef, Subject } from "../v1.gen.ts"
import { rbacGroup } from "./defaults.ts"

export function validateRoleBinding({ metadata, roleRef, subjects }: RoleBinding): FieldErrors {
  return [
    ...validateObjectMeta(metadata, { namespaced: true, nameRule: nameIsPathSegment }),
    ...validateRoleRef(roleRef, ["Role", "ClusterRole"]),
    ...validateSubjects(subjects, true),
  ]
}

export function validateRoleBindingUpdate(next: RoleBinding, old: RoleBinding): FieldErrors {
  return [
    ...validateRoleBinding(next),
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...validateSameRole(next.roleRef, old.roleRef),
  ]
}

export function validateRoleRef({ apiGroup, kind, name }: RoleRef, kinds: readonly string[]): FieldErrors {
  const path = FieldPath.of("roleRef")
  return [
    ...oneOf(path.child("apiGroup"), apiGroup, [rbacGroup]),
    ...oneOf(path.child("kind"), kind, kinds),
    ...(name === "" ? [required(path.child("name"))] : about(path.child("name"), name, nameIsPathSegment(name, false))),
  ]
}

/** Whoever may edit a binding must not be able to grant another role by it. */
export function validateSameRole(next: RoleRef, old: RoleRef): FieldErrors {
  if (isDeepEqual(next, old)) return []
  const shown = { APIGroup: next.apiGroup, Kind: next.kind, Name: next.name }
  return [invalid("roleRef", shown, "cannot change roleRef")]
}

export function validateSubjects(subjects: readonly Subject[] | undefined, isNamespaced: boolean): FieldErrors {
  return (subjects ?? []).flatMap((subject, at) =>
    validateSubject(subject, isNamespaced, FieldPath.of("subjects").index(at)),
  )
}

function validateSubject(subject: Subject, isNamespaced: boolean, path: FieldPath): FieldErrors {
  const { kind, name, apiGroup = "", namespace = "" } = subject
  const nameErrors = name === "" ? [required(path.child("name"))] : []
  switch (kind) {
    case "ServiceAccount":
      return [
        ...nameErrors,
        ...(name === "" ? [] : about(path.child("name"), name, nameIsDnsSubdomain(name, false))),
        ...oneOf(path.child("apiGroup"), apiGroup, [""]),
        ...(!isNamespaced && namespace === "" ? [required(path.child("namespace"))] : []),
      ]
    case "User":
    case "Group":
      return [...nameErrors, ...oneOf(path.child("apiGroup"), apiGroup, [rbacGroup])]
    default:
      return [...nameErrors, notSupported(path.child("kind"), kind, ["ServiceAccount", "User", "Group"])]
  }
}
