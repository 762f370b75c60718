import { expect } from "vitest"
import { SeededRandom } from "../../base/testing/seeded-random.ts"
import { type Revision, revision } from "../revision.ts"
import { type Change, CompactedError, type Storage, type StorageEvent } from "../storage.ts"
import { bytes, collect, text } from "./storage-suite.ts"

type State = ReadonlyMap<string, { readonly value: string; readonly revision: number; readonly created: number }>

/** What storage should be: every state there ever was, as plain maps. */
class Model {
  readonly states: State[]
  readonly events: string[] = []
  readonly first: number
  compacted = 0

  constructor(first: Revision) {
    this.first = first
    this.states = [new Map()]
  }

  get revision(): Revision {
    return revision(this.first + this.states.length - 1)
  }

  at(asked: number): State {
    return this.states[asked - this.first] ?? new Map()
  }

  get state(): State {
    return this.at(this.revision)
  }

  /** The revision, or what is in the way. */
  write(change: Change): { readonly ok: boolean; readonly revision: number | undefined } {
    const current = this.state.get(change.key)
    const expected = change.type === "create" ? undefined : change.modRevision
    if (current?.revision !== expected) return { ok: false, revision: current?.revision }
    if (change.type !== "create" && current === undefined) return { ok: false, revision: undefined }
    const next = new Map(this.state)
    const at = this.revision + 1
    if (change.type === "delete") next.delete(change.key)
    else next.set(change.key, { value: text(change.value) ?? "", revision: at, created: current?.created ?? at })
    this.states.push(next)
    this.events.push(
      change.type === "delete" ? `delete ${change.key}@${at}` : `put ${change.key}@${at}=${text(change.value)}`,
    )
    return { ok: true, revision: at }
  }
}

/**
 * Does random things to the storage and to plain maps, and compares after each: answers, lists of any revision and
 * prefix, watches from any revision, compactions. `reopen` closes the storage and opens it again.
 */
export async function runModel(
  seed: number,
  steps: number,
  opened: Storage,
  reopen?: (storage: Storage) => Promise<Storage>,
): Promise<void> {
  const random = new SeededRandom(seed)
  const pick = (below: number) => Math.floor(random.next() * below)
  let storage = opened
  const model = new Model(await storage.currentRevision())
  const start = model.revision
  let live = collect(storage, { prefix: "", after: start })
  const told: StorageEvent[] = []

  for (let step = 0; step < steps; step++) {
    const dice = random.next()
    if (dice < 0.6) await writeSome()
    else if (dice < 0.8) await compareList()
    else if (dice < 0.9) await compareWatch()
    else if (dice < 0.97) await compact()
    else await restart()
  }
  expect(await live.until(model.events.length - told.length)).toEqual(model.events.slice(told.length))
  await live.end()

  function randomChange(): Change {
    const key = `/${"ab"[pick(2)]}/${pick(8)}`
    const held = model.state.get(key)
    const modRevision = revision(random.next() < 0.85 ? (held?.revision ?? 1) : 1 + pick(model.revision))
    const value = bytes(`${seed}-${random.next()}`)
    const dice = random.next()
    if (dice < 0.35) return { type: "create", key, value }
    return dice < 0.75 ? { type: "update", key, value, modRevision } : { type: "delete", key, modRevision }
  }

  /** Several at once: they share commits, and are judged in the order of the calls. */
  async function writeSome(): Promise<void> {
    const changes = Array.from({ length: 1 + pick(6) }, randomChange)
    const expected = changes.map((change) => model.write(change))
    const results = await Promise.all(changes.map((change) => storage.write(change)))
    for (const [at, result] of results.entries()) {
      expect(result.ok).toBe(expected[at]?.ok)
      if (result.ok) expect(result.revision).toBe(expected[at]?.revision)
    }
    expect(await storage.currentRevision()).toBe(model.revision)
  }

  async function compareList(): Promise<void> {
    const at = revision(start + pick(model.revision - start + 1))
    const prefix = ["/", "/a/", "/b/", "/a/3", "/c"][pick(5)] ?? "/"
    const limit = 1 + pick(6)
    if (at < model.compacted) {
      await expect(storage.list({ prefix, revision: at })).rejects.toThrow(CompactedError)
      return
    }
    const all = [...model.at(at)].filter(([key]) => key.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1))
    const page = await storage.list({ prefix, revision: at, limit })
    expect(page.remaining).toBe(Math.max(0, all.length - limit))
    expect(
      page.entries.map((entry) => [entry.key, text(entry.value), entry.modRevision, entry.createRevision]),
    ).toEqual(all.slice(0, limit).map(([key, held]) => [key, held.value, held.revision, held.created]))
  }

  async function compareWatch(): Promise<void> {
    const after = revision(start + pick(model.revision - start + 1))
    const prefix = ["/", "/a/"][pick(2)] ?? "/"
    const watch = collect(storage, { prefix, after })
    if (after < model.compacted) {
      await expect(watch.done).rejects.toThrow(CompactedError)
      return
    }
    const expected = model.events.slice(after - start).filter((event) => event.split(" ")[1]?.startsWith(prefix))
    expect(await watch.until(expected.length)).toEqual(expected)
    await watch.end()
  }

  async function compact(): Promise<void> {
    const at = revision(start + pick(model.revision - start + 1))
    await storage.compact(at)
    model.compacted = Math.max(model.compacted, at)
  }

  async function restart(): Promise<void> {
    if (reopen === undefined) return
    const expected = model.events.slice(told.length)
    expect(await live.until(expected.length)).toEqual(expected)
    told.push(...live.events)
    await live.end()
    storage = await reopen(storage)
    expect(await storage.currentRevision()).toBe(model.revision)
    live = collect(storage, { prefix: "", after: model.revision })
  }
}
