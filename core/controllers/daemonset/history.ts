import type { ControllerRevision, DaemonSet } from "../../apis/apps/v1.gen.ts"
import type { Pod } from "../../apis/core/v1.gen.ts"
import { controllerrevisions, daemonsets } from "../../apis/resources.gen.ts"
import { isDeepEqual } from "../../base/json.ts"
import type { Client } from "../../client/client.ts"
import { apiVersionOf } from "../../machinery/api/resource.ts"
import { controllerReference, isControlledBy } from "../../machinery/meta/owners.ts"
import { isAlreadyExists, isNotFound } from "../../machinery/status/status-error.ts"
import { templateHash } from "../template-hash.ts"
import { hashLabel } from "./daemon-pod.ts"

export interface HistoryDeps {
  readonly client: Client
  readonly onWrite: (revision: ControllerRevision) => void
  readonly signal: AbortSignal
}

/** The revision that holds the daemon set's template, made or moved to the front of the history if need be. */
export async function currentRevision(
  daemonSet: DaemonSet,
  revisions: readonly ControllerRevision[],
  deps: HistoryDeps,
): Promise<ControllerRevision> {
  const data = dataOf(daemonSet)
  const latest = Math.max(0, ...revisions.map(({ revision }) => revision))
  const same = revisions.filter((each) => isDeepEqual(each.data, data)).sort((a, b) => b.revision - a.revision)[0]
  if (same === undefined) return create(daemonSet, data, latest + 1, deps)
  if (same.revision === latest) return same
  const moved = await deps.client.update(
    controllerrevisions,
    { ...same, revision: latest + 1 },
    { signal: deps.signal },
  )
  deps.onWrite(moved)
  return moved
}

/** Deletes the oldest revisions that no pod runs, above `revisionHistoryLimit`. */
export async function cleanUpHistory(
  daemonSet: DaemonSet,
  revisions: readonly ControllerRevision[],
  { current, pods }: { readonly current: ControllerRevision; readonly pods: readonly Pod[] },
  { client, signal }: HistoryDeps,
): Promise<void> {
  const live = new Set([hashOf(current), ...pods.map((pod) => pod.metadata.labels?.[hashLabel])])
  const idle = revisions.filter((each) => !live.has(hashOf(each))).sort((a, b) => a.revision - b.revision)
  const excess = idle.length - (daemonSet.spec.revisionHistoryLimit ?? 10)
  for (const { metadata } of idle.slice(0, Math.max(0, excess))) {
    const at = { namespace: metadata.namespace, name: metadata.name ?? "", signal }
    await client.delete(controllerrevisions, at).catch((error: unknown) => {
      if (!isNotFound(error)) throw error
    })
  }
}

export function hashOf({ metadata }: ControllerRevision): string {
  return metadata.labels?.[hashLabel] ?? ""
}

/** As a patch that puts the template back: what `kubectl rollout undo` sends. */
function dataOf({ spec }: DaemonSet): Readonly<Record<string, unknown>> {
  return { spec: { template: { ...spec.template, $patch: "replace" } } }
}

async function create(
  daemonSet: DaemonSet,
  data: Readonly<Record<string, unknown>>,
  revision: number,
  { client, onWrite, signal }: HistoryDeps,
): Promise<ControllerRevision> {
  const { namespace, name, annotations } = daemonSet.metadata
  const hash = templateHash(daemonSet.spec.template, daemonSet.status.collisionCount)
  const kind = { apiVersion: apiVersionOf(daemonsets), kind: daemonsets.kind }
  const planned: ControllerRevision = {
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      labels: { ...daemonSet.spec.template.metadata?.labels, [hashLabel]: hash },
      ...(annotations === undefined ? {} : { annotations }),
      ownerReferences: [controllerReference(daemonSet, kind)],
    },
    data,
    revision,
  }
  try {
    const made = await client.create(controllerrevisions, planned, { signal })
    onWrite(made)
    return made
  } catch (error) {
    if (!isAlreadyExists(error)) throw error
    const at = { namespace, name: `${name}-${hash}`, signal }
    const existing = await client.get(controllerrevisions, at)
    if (isControlledBy(existing, daemonSet) && isDeepEqual(existing.data, data)) return existing
    // The next try has another name.
    const status = { ...daemonSet.status, collisionCount: (daemonSet.status.collisionCount ?? 0) + 1 }
    await client.update(daemonsets, { ...daemonSet, status }, { subresource: "status", signal })
    throw new Error(`Cannot create revision "${name}-${hash}": the name is taken`, { cause: error })
  }
}
