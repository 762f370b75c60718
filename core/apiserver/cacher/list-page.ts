import type { Resource } from "../../machinery/api/resource.ts"
import type { Revision } from "../../storage/revision.ts"
import { CompactedError, type Entry, FutureRevisionError, type Storage } from "../../storage/storage.ts"
import { CachedObject } from "./cached-object.ts"
import type { CachedList, Selection } from "./cacher.ts"
import { continueTooOld, encodeContinue } from "./continue-token.ts"
import { listTooOld, tooLargeResourceVersion } from "./failures.ts"
import { resourcePrefix } from "./keys.ts"
import type { ObjectTable } from "./object-table.ts"
import { type CompiledSelection, selectFrom } from "./selection.ts"

export interface PageRequest {
  readonly resource: Pick<Resource, "group" | "plural" | "namespaced">
  readonly table: ObjectTable
  readonly selection: Selection
  readonly compiled: CompiledSelection
  readonly revision: Revision
  /** 0: all. */
  readonly limit: number
  /** Key to begin at; undefined for the beginning. */
  readonly from: string | undefined
}

/** A page of what is in the table at this moment. */
export function pageOfTable(request: PageRequest): CachedList {
  const { table, selection, compiled, limit, from } = request
  const found = selectFrom(table, selection, compiled, limit > 0 ? { from, limit: limit + 1 } : { from })
  if (limit === 0 || found.length <= limit) return lastPage(request, found)
  const objects = found.slice(0, limit)
  return unfinishedPage(request, objects, countAfter(request, objects))
}

/** A page of what was in the table at a revision, given the states then of all that has changed since. */
export function pageOfPast(request: PageRequest, states: ReadonlyMap<string, CachedObject | undefined>): CachedList {
  const { table, selection, compiled, limit, from = "" } = request
  const unchanged = selectFrom(table, selection, compiled, { from }).filter(({ key }) => !states.has(key))
  const restored: CachedObject[] = []
  for (const state of states.values()) {
    if (state !== undefined && state.key >= from && compiled.selects(state)) restored.push(state)
  }
  const found = restored.length === 0 ? unchanged : [...unchanged, ...restored].sort(byKey)
  if (limit === 0 || found.length <= limit) return lastPage(request, found)
  return unfinishedPage(request, found.slice(0, limit), compiled.isWhole ? found.length - limit : undefined)
}

function byKey(a: CachedObject, b: CachedObject): number {
  return a.key < b.key ? -1 : 1
}

/** A page of what storage remembers of a revision. */
export async function pageOfStorage(request: PageRequest, storage: Storage): Promise<CachedList> {
  const { compiled, limit, revision } = request
  const objects: CachedObject[] = []
  let from = request.from ?? compiled.prefix
  for (;;) {
    const page = await storage.list({ prefix: compiled.prefix, from, revision, limit: storageChunk })
    for (const [at, entry] of page.entries.entries()) {
      const object = objectOf(entry, request.table)
      if (!compiled.selects(object)) continue
      if (limit > 0 && objects.length === limit) {
        const remaining = compiled.isWhole ? page.entries.length - at + page.remaining : undefined
        return unfinishedPage(request, objects, remaining)
      }
      objects.push(object)
    }
    const last = page.entries.at(-1)
    if (page.remaining === 0 || last === undefined) return lastPage(request, objects)
    from = keyAfter(last.key)
  }
}

/** The object at an entry's revision, the cached one where it is that. */
export function objectOf(entry: Entry, table: ObjectTable): CachedObject {
  const { key, value, modRevision: revision, createRevision } = entry
  const cached = table.get(key)
  if (cached?.revision === revision) return cached
  return new CachedObject({ key, value, revision, createRevision, type: "ADDED" })
}

/** Storage's failures in Kubernetes' words; `token` is there where a page was to be continued. */
export function explainListFailure(
  error: unknown,
  asked: Revision,
  current: Revision,
  token: { readonly from: string } | undefined,
): unknown {
  if (error instanceof CompactedError) return token === undefined ? listTooOld() : continueTooOld(token.from)
  if (error instanceof FutureRevisionError) return tooLargeResourceVersion(asked, current)
  return error
}

/** How many entries to read from storage at a time. */
const storageChunk = 1_000

function lastPage({ revision }: PageRequest, objects: readonly CachedObject[]): CachedList {
  return { objects, revision, continue: undefined, remaining: undefined }
}

function unfinishedPage(
  { resource, revision }: PageRequest,
  objects: readonly CachedObject[],
  remaining: number | undefined,
): CachedList {
  const last = objects.at(-1)?.key ?? ""
  const from = keyAfter(last.slice(resourcePrefix(resource).length))
  return { objects, revision, continue: encodeContinue({ revision, from }), remaining }
}

function countAfter({ table, compiled }: PageRequest, objects: readonly CachedObject[]): number | undefined {
  const last = objects.at(-1)
  if (!compiled.isWhole || last === undefined) return undefined
  return table.count(compiled.prefix, keyAfter(last.key))
}

/** The first key there can be after another. */
function keyAfter(key: string): string {
  return `${key}\0`
}
