import { useMemo } from "react"
import { apiVersionOf, type Resource } from "../../core/machinery/api/resource.ts"
import type { ApiObject } from "../../core/machinery/meta/object.ts"
import { type ClusterData, useClusterData } from "./cluster-data.tsx"
import type { Wanted } from "./related-resources.ts"
import { type Source, useSource } from "./use-source.ts"

export interface ManyState {
  /** Each with its kind, which a list does not say. */
  readonly objects: readonly ApiObject[]
  /** Whether every kind has been read, or cannot be. */
  readonly synced: boolean
  /** Kinds that could not be read, as `kindKey` writes them: of those nobody knows what there is. */
  readonly unread: ReadonlySet<string>
}

const noKinds: ReadonlySet<string> = new Set()
const none: ManyState = { objects: [], synced: false, unread: noKinds }

/** Names a kind once, whatever version it is read in. */
export function kindKey({ group, kind }: { readonly group: string; readonly kind: string }): string {
  return `${group}/${kind}`
}

/** Objects of several resources as one list, kept up to date. Hand in a memoized list. */
export function useManyObjects(wanted: readonly Wanted[] | undefined): ManyState {
  const data = useClusterData()
  const source = useMemo(() => (wanted === undefined ? undefined : manyOf(data, wanted)), [data, wanted])
  return useSource(source, none)
}

/** Memoizes the kind on an object: the same object gets the same one with its kind. */
function newKinder(): (resource: Resource, object: ApiObject) => ApiObject {
  const known = new WeakMap<ApiObject, ApiObject>()
  return (resource, object) => {
    const found = known.get(object) ?? { ...object, apiVersion: apiVersionOf(resource), kind: resource.kind }
    known.set(object, found)
    return found
  }
}

function manyOf(data: ClusterData, wanted: readonly Wanted[]): Source<ManyState> {
  const parts = wanted.map(({ resource, narrowed }) => ({ resource, source: data.objects(resource, narrowed) }))
  const withKind = newKinder()
  // With nothing wanted there is nothing to wait for.
  let last: { readonly states: readonly unknown[]; readonly state: ManyState } = {
    states: [],
    state: { objects: [], synced: true, unread: noKinds },
  }
  return {
    get state() {
      const states = parts.map(({ source }) => source.state)
      if (last.states.length === states.length && states.every((state, at) => state === last.states[at])) {
        return last.state
      }
      const objects = parts.flatMap(({ resource, source }) =>
        source.state.objects.map((object) => withKind(resource, object)),
      )
      const synced = parts.every(({ source }) => source.state.synced || source.state.error !== undefined)
      const unread = new Set(
        parts.flatMap(({ resource, source: { state } }) =>
          !state.synced && state.error !== undefined ? [kindKey(resource)] : [],
        ),
      )
      last = { states, state: { objects, synced, unread } }
      return last.state
    },
    subscribe: (listener) => {
      const leave = parts.map(({ source }) => source.subscribe(listener))
      return () => {
        for (const each of leave) each()
      }
    },
  }
}
