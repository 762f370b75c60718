import type { Client } from "../../client/client.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import { apiVersionOf } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { controllerOf, controllerReference } from "../../machinery/meta/owners.ts"
import type { OwnerReference } from "../../machinery/meta/v1.gen.ts"
import type { Selector } from "../../machinery/selector/label-selector.ts"
import { matchesLabels } from "../../machinery/selector/label-selector.ts"
import { isNotFound } from "../../machinery/status/status-error.ts"

export interface ClaimOptions<T extends ApiObject> {
  readonly client: Client
  readonly resource: Resource<T>
  /** What may be the owner's: its own and those without a controller, of its namespace. */
  readonly candidates: readonly T[]
  readonly owner: ApiObject
  readonly ownerResource: Resource
  readonly selector: Selector
  readonly onWrite: (answer: T) => void
  readonly signal: AbortSignal
}

/**
 * Which objects an owner has: those it controls and selects, and those it selects that have no controller, which it adopts.
 * What it controls but no longer selects it lets go (Kubernetes' `ControllerRefManager`).
 */
export async function claim<T extends ApiObject>(options: ClaimOptions<T>): Promise<readonly T[]> {
  const { candidates, owner, selector } = options
  const claimed: T[] = []
  let adoptable: Promise<boolean> | undefined
  for (const object of candidates) {
    switch (decideClaim(owner, selector, object)) {
      case "own":
        claimed.push(object)
        break
      case "adopt":
        adoptable ??= isStillThere(options)
        if (await adoptable) claimed.push(...(await adopt(options, object)))
        break
      case "release":
        await release(options, object)
        break
      case "ignore":
    }
  }
  return claimed
}

export type ClaimDecision = "own" | "adopt" | "release" | "ignore"

function decideClaim(owner: ApiObject, selector: Selector, object: ApiObject): ClaimDecision {
  const controller = controllerOf(object)
  const selected = matchesLabels(selector, object.metadata.labels)
  const isOwnerEnding = owner.metadata.deletionTimestamp !== undefined
  if (controller !== undefined) {
    if (controller.uid !== owner.metadata.uid) return "ignore"
    if (selected) return "own"
    return isOwnerEnding ? "ignore" : "release"
  }
  const isEnding = object.metadata.deletionTimestamp !== undefined
  return selected && !isOwnerEnding && !isEnding ? "adopt" : "ignore"
}

/** Asked of the server before anything is adopted: the garbage collector may be orphaning what the owner left. */
async function isStillThere<T extends ApiObject>({ client, owner, ownerResource, signal }: ClaimOptions<T>) {
  const { namespace, name = "", uid } = owner.metadata
  try {
    const current = await client.get(ownerResource, { namespace, name, signal })
    return current.metadata.uid === uid && current.metadata.deletionTimestamp === undefined
  } catch (error) {
    if (isNotFound(error)) return false
    throw error
  }
}

async function adopt<T extends ApiObject>(options: ClaimOptions<T>, object: T): Promise<readonly T[]> {
  const { owner, ownerResource } = options
  const kind = { apiVersion: apiVersionOf(ownerResource), kind: ownerResource.kind }
  const references = [...(object.metadata.ownerReferences ?? []), controllerReference(owner, kind)]
  const adopted = await setOwners(options, object, references)
  return adopted === undefined ? [] : [adopted]
}

async function release<T extends ApiObject>(options: ClaimOptions<T>, object: T): Promise<void> {
  const references = object.metadata.ownerReferences ?? []
  const others = references.filter((reference) => reference.uid !== options.owner.metadata.uid)
  await setOwners(options, object, others)
}

/** Undefined when the object is gone. */
async function setOwners<T extends ApiObject>(
  { client, resource, onWrite, signal }: ClaimOptions<T>,
  object: T,
  references: readonly OwnerReference[],
): Promise<T | undefined> {
  const { namespace, name = "", uid, resourceVersion } = object.metadata
  const ownerReferences = references.length === 0 ? null : references
  const body = { metadata: { uid, resourceVersion, ownerReferences } }
  try {
    const answer = await client.patch(resource, { namespace, name, signal }, { type: "merge", body })
    onWrite(answer)
    return answer
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}
