import { isJsonObject } from "../../base/json.ts"
import type { FieldsV1 } from "../meta/v1.gen.ts"
import type { FieldSet } from "./field-set.ts"
import { decodeFields, encodeFields } from "./fields-v1.ts"
import { PathTrie } from "./path-trie.ts"

/** A set and its wire form. */
export interface KnownSet {
  readonly set: FieldSet
  readonly wire: FieldsV1
}

/** Room for some hundred sets, however different. */
const mostNodes = 20_000

const end = Symbol("end")

/**
 * Most objects of a kind are owned alike: what one template made has the same fields set by the same writer. Each set
 * and each wire form is made once and shared by all that are the same.
 */
export class KnownSets {
  readonly #bySet = new PathTrie<KnownSet>(mostNodes)
  readonly #byWire = new PathTrie<KnownSet>(mostNodes)

  ofSet(set: FieldSet): KnownSet {
    this.#bySet.start()
    walkSet(set, this.#bySet)
    this.#bySet.value ??= { set, wire: encodeFields(set) }
    return this.#bySet.value
  }

  /** Undefined for what cannot be read: the schema lets anything stand here, a number too. */
  ofWire(wire: FieldsV1): KnownSet | undefined {
    if (!isJsonObject(wire)) return undefined
    this.#byWire.start()
    if (!walkWire(wire, this.#byWire)) return undefined
    const known = this.#byWire.value
    if (known !== undefined) return known
    const set = decodeFields(wire)
    if (set === undefined) return undefined
    const made = { set, wire }
    this.#byWire.value = made
    return made
  }
}

function walkSet({ own, children }: FieldSet, into: PathTrie<KnownSet>): void {
  if (own) into.step(".")
  for (const [step, child] of children) {
    into.step(step)
    walkSet(child, into)
  }
  into.step(end)
}

/** False where something stands that is no set. */
function walkWire(fields: FieldsV1, into: PathTrie<KnownSet>): boolean {
  for (const step in fields) {
    const below = fields[step]
    if (typeof below !== "object" || below === null || Array.isArray(below)) return false
    into.step(step)
    if (!walkWire(below as FieldsV1, into)) return false // an object
  }
  into.step(end)
  return true
}
