import type { AuditRecord } from "../../../core/bridge/contract/api.ts"
import type { ApiObject } from "../../../core/machinery/meta/object.ts"
import type { ObjectAddress } from "../problems/problem.ts"
import { placeOf, pluralOf } from "./kinds.ts"

/** An object and everything it caused, by place (`pods default/web-1`): each member with its parent's place. */
export interface Family {
  readonly root: string
  /** Undefined for the root. */
  readonly parents: ReadonlyMap<string, string | undefined>
  /** The latest known form of each member that was seen. */
  readonly objects: ReadonlyMap<string, ApiObject>
}

/**
 * Descends from the root by owner references. Who is gone, and was never seen, is known by its name alone: what a
 * controller makes for `web` is called `web-` and a hash or an ending.
 */
export function familyOf(root: ObjectAddress, objects: readonly ApiObject[], records: readonly AuditRecord[]): Family {
  const rootPlace = placeOf(root)
  const parents = new Map<string, string | undefined>([[rootPlace, undefined]])
  const seen = new Map(objects.flatMap((object) => placed(object)))
  const children = Map.groupBy(seen, ([, object]) => ownerPlace(object))
  const open = [rootPlace]
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    for (const [child] of children.get(place) ?? []) {
      if (parents.has(child)) continue
      parents.set(child, place)
      open.push(child)
    }
  }
  addByName(parents, seen, records)
  return { root: rootPlace, parents, objects: new Map([...seen].filter(([place]) => parents.has(place))) }
}

/** What may be made for what. */
const madeFor: Readonly<Record<string, readonly string[]>> = {
  deployments: ["replicasets"],
  replicasets: ["pods"],
  statefulsets: ["pods", "controllerrevisions", "persistentvolumeclaims"],
  daemonsets: ["pods", "controllerrevisions"],
  cronjobs: ["jobs"],
  jobs: ["pods"],
  services: ["endpoints", "endpointslices"],
}

function addByName(
  parents: Map<string, string | undefined>,
  seen: ReadonlyMap<string, ApiObject>,
  records: readonly AuditRecord[],
): void {
  // In the order of time, a parent comes before its children.
  for (const { resource, namespace, name } of records) {
    const place = placeOf({ plural: resource, namespace, name })
    if (name === "" || parents.has(place) || seen.has(place)) continue
    const parent = [...parents.keys()].find((each) => isNamedAfter({ resource, namespace, name }, each))
    if (parent !== undefined) parents.set(place, parent)
  }
}

function isNamedAfter(child: Pick<AuditRecord, "resource" | "namespace" | "name">, parent: string): boolean {
  const [plural = "", key = ""] = parent.split(" ")
  if (madeFor[plural]?.includes(child.resource) !== true) return false
  const own = `${child.namespace}/${child.name}`
  return own === key || (own.startsWith(`${key}-`) && /^[a-z0-9]+$/.test(own.slice(key.length + 1)))
}

function placed(object: ApiObject): readonly (readonly [string, ApiObject])[] {
  const plural = pluralOf(object.kind ?? "")
  if (plural === undefined) return []
  const { namespace = "", name = "" } = object.metadata
  return [[placeOf({ plural, namespace, name }), object]]
}

/** An EndpointSlice has its Service for owner, and Endpoints have its name. */
function ownerPlace({ kind, metadata }: ApiObject): string {
  const { namespace = "", name = "", ownerReferences = [] } = metadata
  if (kind === "Endpoints") return placeOf({ plural: "services", namespace, name })
  const owner = ownerReferences.find(({ controller }) => controller === true) ?? ownerReferences[0]
  if (owner === undefined) return ""
  return placeOf({ plural: pluralOf(owner.kind) ?? owner.kind, namespace, name: owner.name })
}
