import { assert } from "../../base/assert.ts"
import type { Revision } from "../revision.ts"
import { SortedKeys } from "./sorted-keys.ts"

/** One state of one key: when it was written, and when the key last came into being. */
export interface Version {
  readonly modRevision: Revision
  readonly createRevision: Revision
}

/**
 * Which revisions each key has, without the values. A change appends; compaction takes away what later changes hid.
 *
 *   put@1 put@2 delete@3 put@4      →  1 2 3† 4
 *   compact(2)                      →  2 3† 4          forgets revision 1
 *   compact(4)                      →  4               forgets 2 and 3
 */
export class KeyIndex {
  /** For each key its changes in order, two numbers each: the revision and the create revision, 0 for a deletion. */
  readonly #changes = new Map<string, number[]>()
  readonly #keys = new SortedKeys()
  /** Keys with something that a compaction may take away. */
  readonly #compactable = new Set<string>()

  /** The newest state of a key; undefined when it is not there. */
  latest(key: string): Version | undefined {
    const changes = this.#changes.get(key)
    return changes === undefined ? undefined : versionAt(changes, changes.length - 2)
  }

  at(key: string, revision: Revision): Version | undefined {
    const changes = this.#changes.get(key)
    return changes === undefined ? undefined : versionAt(changes, lastAtOrBefore(changes, revision))
  }

  /** What was there at `revision`, in key order. */
  *range(prefix: string, from: string, revision: Revision): Generator<readonly [key: string, version: Version]> {
    for (const key of this.#keys.range(prefix, from)) {
      const version = this.at(key, revision)
      if (version !== undefined) yield [key, version]
    }
  }

  put(key: string, version: Version): void {
    this.#append(key, version.modRevision, version.createRevision)
  }

  delete(key: string, revision: Revision): void {
    this.#append(key, revision, deletion)
  }

  /** Forgets what no read at `revision` or later can see; returns the revisions forgotten. */
  compact(revision: Revision): readonly Revision[] {
    const forgotten: number[] = []
    for (const key of this.#compactable) this.#compactKey(key, revision, forgotten)
    return forgotten as Revision[] // each came in as a revision
  }

  #append(key: string, revision: Revision, createRevision: number): void {
    const changes = this.#changes.get(key)
    if (changes === undefined) {
      this.#changes.set(key, [revision, createRevision])
      this.#keys.add(key)
    } else {
      assert((changes.at(-2) ?? 0) < revision, `Key "${key}" is written at revision ${revision} after a later one`)
      changes.push(revision, createRevision)
      this.#compactable.add(key)
    }
    if (createRevision === deletion) this.#compactable.add(key)
  }

  #compactKey(key: string, revision: Revision, forgotten: number[]): void {
    const changes = this.#changes.get(key) ?? []
    const last = lastAtOrBefore(changes, revision)
    if (last < 0) return
    const firstKept = changes[last + 1] === deletion ? last + 2 : last
    for (let at = 0; at < firstKept; at += 2) forgotten.push(changes[at] ?? 0)
    changes.splice(0, firstKept)
    if (changes.length === 0) {
      this.#changes.delete(key)
      this.#keys.delete(key)
    }
    if (changes.length <= 2 && changes[1] !== deletion) this.#compactable.delete(key)
  }
}

/** Stands for the create revision of a deletion: revisions of keys begin at 1. */
const deletion = 0

function versionAt(changes: readonly number[], at: number): Version | undefined {
  const modRevision = changes[at]
  const createRevision = changes[at + 1]
  if (modRevision === undefined || createRevision === undefined || createRevision === deletion) return undefined
  return { modRevision, createRevision } as Version // both came in as revisions
}

/** Newest first: almost every read is of the newest state. Negative when all changes are later. */
function lastAtOrBefore(changes: readonly number[], revision: Revision): number {
  let at = changes.length - 2
  while (at >= 0 && (changes[at] ?? 0) > revision) at -= 2
  return at
}
