import type { Column } from "../api/kind.ts"
import type { ApiObject } from "../meta/object.ts"
import { formatAge } from "./age.ts"

/** The first column of every table. */
export function nameColumn<T extends ApiObject>(): Column<T> {
  return {
    name: "Name",
    type: "string",
    format: "name",
    description: nameDescription,
    cell: (object) => object.metadata.name ?? "",
  }
}

/** How long ago the object was created; the last column of most tables. */
export function ageColumn<T extends ApiObject>(): Column<T> {
  return {
    name: "Age",
    type: "string",
    description: ageDescription,
    cell: (object, nowMs) => formatAge(object.metadata.creationTimestamp, nowMs),
  }
}

const nameDescription =
  "Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names"

const ageDescription = `CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.

Populated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata`
