import { isDeepEqual } from "../../base/json.ts"
import type { FieldError, FieldErrors } from "../field/field-error.ts"
import { forbidden, invalid, required, tooLong } from "../field/field-error.ts"
import { FieldPath } from "../field/field-path.ts"
import type { Complaints } from "../field/format.ts"
import { byteLength, dns1123Label, dns1123Subdomain, labelValue, qualifiedName } from "../field/format.ts"
import type { LabelSelector, ManagedFieldsEntry, ObjectMeta, OwnerReference } from "./v1.gen.ts"

/** The rule for a kind's names. `isPrefix`: a suffix will be appended (`generateName`). */
export type NameRule = (name: string, isPrefix: boolean) => Complaints

export const nameIsDnsSubdomain: NameRule = (name, isPrefix) => dns1123Subdomain(isPrefix ? maskDash(name) : name)
export const nameIsDnsLabel: NameRule = (name, isPrefix) => dns1123Label(isPrefix ? maskDash(name) : name)

/** RBAC's and others' names: whatever can be one segment of a path. */
export const nameIsPathSegment: NameRule = (name, isPrefix) => {
  if (!isPrefix && (name === "." || name === "..")) return [`may not be '${name}'`]
  return ["/", "%"].filter((part) => name.includes(part)).map((part) => `may not contain '${part}'`)
}

export interface MetaRules {
  readonly namespaced: boolean
  readonly nameRule: NameRule
}

/** Metadata of a new object, its name already generated. `ValidateObjectMeta` in Kubernetes. */
export function validateObjectMeta(
  meta: ObjectMeta,
  { namespaced, nameRule }: MetaRules,
  path: FieldPath = metadataPath,
): FieldErrors {
  const { name = "", generateName = "", generation = 0 } = meta
  return [
    ...about(path.child("generateName"), generateName, generateName === "" ? [] : nameRule(generateName, true)),
    ...(name === ""
      ? [required(path.child("name"), "name or generateName is required")]
      : about(path.child("name"), name, nameRule(name, false))),
    ...validateNamespace(meta.namespace ?? "", namespaced, path.child("namespace")),
    ...(generation < 0 ? [invalid(path.child("generation"), generation, "must be greater than or equal to 0")] : []),
    ...validateLabels(meta.labels, path.child("labels")),
    ...validateAnnotations(meta.annotations, path.child("annotations")),
    ...validateOwnerReferences(meta.ownerReferences, path.child("ownerReferences")),
    ...validateFinalizers(meta.finalizers, path.child("finalizers")),
    ...validateManagedFields(meta.managedFields, path.child("managedFields")),
    ...validateFinalizerNames(meta.finalizers, path.child("finalizers")),
  ]
}

/** What an update may do to metadata. Run beside the kind's own rules; `ValidateObjectMetaUpdate` in Kubernetes. */
export function validateObjectMetaUpdate(
  next: ObjectMeta,
  old: ObjectMeta,
  path: FieldPath = metadataPath,
): FieldErrors {
  const { resourceVersion = "", generation = 0 } = next
  return [
    ...(old.deletionTimestamp === undefined
      ? []
      : validateNoNewFinalizers(next.finalizers, old.finalizers, path.child("finalizers"))),
    ...(resourceVersion === "" ? [invalid(path.child("resourceVersion"), "", "must be specified for an update")] : []),
    ...(generation < (old.generation ?? 0)
      ? [invalid(path.child("generation"), generation, "must not be decremented")]
      : []),
    ...immutableMetaFields.flatMap((field) => validateImmutable(next[field], old[field], path.child(field))),
    ...validateLabels(next.labels, path.child("labels")),
    ...validateAnnotations(next.annotations, path.child("annotations")),
    ...validateOwnerReferences(next.ownerReferences, path.child("ownerReferences")),
    ...validateManagedFields(next.managedFields, path.child("managedFields")),
    ...validateFinalizerNames(next.finalizers, path.child("finalizers")),
  ]
}

export function validateImmutable(next: unknown, old: unknown, path: FieldPath): FieldErrors {
  return isDeepEqual(next, old) ? [] : [invalid(path, next ?? emptyOf(old), "field is immutable")]
}

export function validateLabels(labels: ObjectMeta["labels"], path: FieldPath): FieldErrors {
  return entriesOf(labels).flatMap(([key, value]) => [
    ...about(path, key, qualifiedName(key)),
    ...about(path, value, labelValue(value)),
  ])
}

export function validateLabelName(name: string, path: FieldPath): FieldErrors {
  return about(path, name, qualifiedName(name))
}

export function validateAnnotations(annotations: ObjectMeta["annotations"], path: FieldPath): FieldErrors {
  const entries = entriesOf(annotations)
  const bytes = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0)
  return [
    ...entries.flatMap(([key]) => about(path, key, qualifiedName(key.toLowerCase()))),
    ...(bytes > mostAnnotationBytes ? [tooLong(path, mostAnnotationBytes)] : []),
  ]
}

function validateFinalizers(finalizers: ObjectMeta["finalizers"], path: FieldPath): FieldErrors {
  const list = finalizers ?? []
  const both = list.includes("orphan") && list.includes("foregroundDeletion")
  return [
    ...list.flatMap((finalizer) => about(path, finalizer, qualifiedName(finalizer))),
    ...(both ? [invalid(path, list, "finalizer orphan and foregroundDeletion cannot be both set")] : []),
  ]
}

/** A finalizer without a domain must be one of Kubernetes' own. */
function validateFinalizerNames(finalizers: ObjectMeta["finalizers"], path: FieldPath): FieldErrors {
  return (finalizers ?? []).flatMap((finalizer, at) => {
    if (finalizer.includes("/") || ownFinalizers.has(finalizer)) return []
    return [invalid(path.index(at), finalizer, "name is neither a standard finalizer name nor is it fully qualified")]
  })
}

const ownFinalizers: ReadonlySet<string> = new Set(["kubernetes", "orphan", "foregroundDeletion"])

export interface LabelSelectorRules {
  /** Stored objects may hold values that a new one may not. */
  readonly allowInvalidValues?: boolean
}

/** The rules for a LabelSelector inside an object. */
export function validateLabelSelector(
  selector: LabelSelector | undefined,
  path: FieldPath,
  { allowInvalidValues = false }: LabelSelectorRules = {},
): FieldErrors {
  const expressions = selector?.matchExpressions ?? []
  return [
    ...validateLabels(selector?.matchLabels, path.child("matchLabels")),
    ...expressions.flatMap((requirement, at) => {
      const own = path.child("matchExpressions").index(at)
      const values = requirement.values ?? []
      return [
        ...operatorErrors(requirement.operator, values.length, own),
        ...validateLabelName(requirement.key, own.child("key")),
        ...(allowInvalidValues
          ? []
          : values.flatMap((value, each) => about(own.child("values").index(each), value, labelValue(value)))),
      ]
    }),
  ]
}

/** One error a complaint. */
export function about(path: FieldPath, value: unknown, complaints: Complaints): FieldErrors {
  return complaints.map((complaint) => invalid(path, value, complaint))
}

const metadataPath = FieldPath.of("metadata")

const mostAnnotationBytes = 256 * 1024

const mostManagerBytes = 128

const mostSubresourceBytes = 256

const immutableMetaFields = [
  "name",
  "namespace",
  "uid",
  "creationTimestamp",
  "deletionTimestamp",
  "deletionGracePeriodSeconds",
] as const

/** Kubernetes looks at a prefix as if its dash were a letter. */
function maskDash(name: string): string {
  return name.length > 1 && name.endsWith("-") ? `${name.slice(0, -2)}a` : name
}

function validateNamespace(namespace: string, namespaced: boolean, path: FieldPath): FieldErrors {
  if (!namespaced) return namespace === "" ? [] : [forbidden(path, "not allowed on this type")]
  return namespace === "" ? [required(path)] : about(path, namespace, dns1123Label(namespace))
}

function validateOwnerReferences(references: ObjectMeta["ownerReferences"], path: FieldPath): FieldErrors {
  const list = references ?? []
  const [first, ...more] = list.filter((reference) => reference.controller === true)
  return [
    ...list.flatMap((reference) => validateOwnerReference(reference, path)),
    ...more.map((other) => {
      const pair = `${first?.kind}/${first?.name} and ${other.kind}/${other.name}`
      const detail = `Only one reference can have Controller set to true. Found "true" in references for ${pair}`
      return invalid(path, list, detail)
    }),
  ]
}

function validateOwnerReference(reference: OwnerReference, path: FieldPath): FieldErrors {
  const { apiVersion, kind, name, uid } = reference
  const version = apiVersion.slice(apiVersion.indexOf("/") + 1)
  return [
    ...(version === "" ? [invalid(path.child("apiVersion"), apiVersion, "version must not be empty")] : []),
    ...(kind === "" ? [invalid(path.child("kind"), kind, "must not be empty")] : []),
    ...(name === "" ? [invalid(path.child("name"), name, "must not be empty")] : []),
    ...(uid === "" ? [invalid(path.child("uid"), uid, "must not be empty")] : []),
    ...(apiVersion === "v1" && kind === "Event"
      ? [invalid(path, reference, "/v1, Kind=Event is disallowed from being an owner")]
      : []),
  ]
}

function validateNoNewFinalizers(
  next: ObjectMeta["finalizers"],
  old: ObjectMeta["finalizers"],
  path: FieldPath,
): FieldErrors {
  const extra = [...new Set(next)].filter((finalizer) => !old?.includes(finalizer)).sort()
  if (extra.length === 0) return []
  const found = extra.map((finalizer) => JSON.stringify(finalizer)).join(", ")
  const detail = `no new finalizers can be added if the object is being deleted, found new finalizers []string{${found}}`
  return [forbidden(path, detail)]
}

function validateManagedFields(entries: readonly ManagedFieldsEntry[] | undefined, path: FieldPath): FieldErrors {
  return (entries ?? []).flatMap((entry, at) => {
    const own = path.index(at)
    const errors: FieldError[] = []
    if (entry.operation !== "Apply" && entry.operation !== "Update")
      errors.push(invalid(own.child("operation"), entry.operation ?? "", "must be `Apply` or `Update`"))
    if (entry.fieldsType !== undefined && entry.fieldsType !== "" && entry.fieldsType !== "FieldsV1")
      errors.push(invalid(own.child("fieldsType"), entry.fieldsType, "must be `FieldsV1`"))
    if (entry.manager !== undefined) errors.push(...validateFieldManager(entry.manager, own.child("manager")))
    if (byteLength(entry.subresource ?? "") > mostSubresourceBytes)
      errors.push(tooLong(own.child("subresource"), mostSubresourceBytes))
    return errors
  })
}

/** The name a writer gives itself: `?fieldManager=`. */
export function validateFieldManager(manager: string, path: FieldPath): FieldErrors {
  if (byteLength(manager) > mostManagerBytes) return [tooLong(path, mostManagerBytes)]
  return [...manager].flatMap((char, at) => {
    if (/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(char)) return []
    const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")
    return [invalid(path, manager, `invalid character U+${code} (at position ${at})`)]
  })
}

function operatorErrors(operator: string, count: number, path: FieldPath): FieldErrors {
  if (operator === "In" || operator === "NotIn") {
    const detail = "must be specified when `operator` is 'In' or 'NotIn'"
    return count === 0 ? [required(path.child("values"), detail)] : []
  }
  if (operator === "Exists" || operator === "DoesNotExist") {
    const detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"
    return count > 0 ? [forbidden(path.child("values"), detail)] : []
  }
  return [invalid(path.child("operator"), operator, "not a valid selector operator")]
}

function entriesOf(map: Readonly<Record<string, string>> | undefined): readonly (readonly [string, string])[] {
  return map === undefined ? [] : Object.entries(map)
}

/** Go prints the zero value of what is not there: "" for a string, null for the rest. */
function emptyOf(old: unknown): unknown {
  return typeof old === "string" ? "" : null
}
