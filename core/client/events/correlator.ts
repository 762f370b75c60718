import type { ObjectReference } from "../../apis/core/v1.gen.ts"
import { BoundedMap } from "./bounded-map.ts"

/** How many objects and messages are remembered, as in client-go. */
const rememberedMax = 4096
/** From so many different messages of one kind about one object on, they are told as one. */
const similarMax = 10
const similarForMs = 600_000
/** One object may have so many events at once, then one more every five minutes. */
const burst = 25
const refillMs = 300_000

export interface EventWords {
  readonly type: "Normal" | "Warning"
  readonly reason: string
  readonly message: string
}

/** What becomes of an event: under which key it is counted and with which message, or nothing. */
export type Correlated = { readonly key: string; readonly message: string } | undefined

/**
 * Keeps a noisy object from flooding the cluster with events (client-go's correlator): equal ones share a key, many
 * similar ones are combined, and too many of any sort are dropped.
 */
export class EventCorrelator {
  readonly #similar = new BoundedMap<string, { readonly messages: Set<string>; lastMs: number }>(rememberedMax)
  readonly #tokens = new BoundedMap<string, { left: number; atMs: number }>(rememberedMax)

  correlate(about: ObjectReference, words: EventWords, nowMs: number): Correlated {
    const object = [about.kind, about.namespace, about.name, about.uid, about.apiVersion].join("|")
    const fieldPath = about.fieldPath ?? ""
    const similarKey = [object, fieldPath, words.type, words.reason].join("|")
    const messages = this.#messagesLike(similarKey, nowMs)
    // Bounded: one short of the limit, every further message makes it the limit again.
    const combined = messages.size >= similarMax - 1 && !messages.has(words.message)
    if (!combined) messages.add(words.message)
    if (!this.#takeToken(object, nowMs)) return undefined
    if (combined) return { key: similarKey, message: `(combined from similar events): ${words.message}` }
    return { key: `${similarKey}|${words.message}`, message: words.message }
  }

  #messagesLike(key: string, nowMs: number): Set<string> {
    const known = this.#similar.get(key)
    const messages = known !== undefined && nowMs - known.lastMs <= similarForMs ? known.messages : new Set<string>()
    this.#similar.set(key, { messages, lastMs: nowMs })
    return messages
  }

  #takeToken(object: string, nowMs: number): boolean {
    const bucket = this.#tokens.get(object) ?? { left: burst, atMs: nowMs }
    const left = Math.min(burst, bucket.left + (nowMs - bucket.atMs) / refillMs)
    this.#tokens.set(object, { left: left >= 1 ? left - 1 : left, atMs: nowMs })
    return left >= 1
  }
}
