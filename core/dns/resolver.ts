import type { Clock } from "../base/clock.ts"
import type { Log } from "../base/log.ts"
import type { ClusterZone } from "./cluster-zone.ts"
import type { Reply } from "./message.ts"
import { serverFailure } from "./message.ts"
import type { Record } from "./record.ts"

/** Asks the world outside. Rejects when nobody answers. */
export interface Upstream {
  ask(name: string, type: string, signal: AbortSignal): Promise<Reply>
}

export interface ResolverDeps {
  readonly zone: ClusterZone
  /** Undefined: this machine has no resolver; names outside fail. */
  readonly upstream: Upstream | undefined
  readonly clock: Clock
  readonly log: Log
}

const cacheEntriesMax = 10_000
const keepMaxMs = 30_000
const keepFailuresMaxMs = 5_000
/** How long a chain of ExternalName services may be. */
const aliasesMax = 8

interface Kept {
  readonly reply: Promise<Reply>
  readonly untilMs: number
}

/** Answers a question from the cluster's names, from the cache, or from outside. Never rejects. */
export class Resolver {
  readonly #deps: ResolverDeps
  readonly #cache = new Map<string, Kept>()

  constructor(deps: ResolverDeps) {
    this.#deps = deps
  }

  async resolve(name: string, type: string, signal: AbortSignal): Promise<Reply> {
    const answers: Record[] = []
    let asked = name
    for (let hop = 0; hop < aliasesMax; hop++) {
      const lookup = this.#deps.zone.lookup(asked, type)
      if (lookup === undefined) {
        const outside = await this.#outside(asked, type, signal)
        return { ...outside, answers: [...answers, ...outside.answers] }
      }
      answers.push(...lookup.answers)
      const alias = type === "CNAME" ? undefined : lookup.answers.find((record) => record.type === "CNAME")
      if (alias?.type !== "CNAME") {
        const authorities = lookup.authority === undefined ? [] : [lookup.authority]
        return { code: lookup.code, authoritative: true, answers, additionals: lookup.additionals, authorities }
      }
      asked = alias.data
    }
    return serverFailure
  }

  /** Several who ask the same at once share one question. */
  async #outside(name: string, type: string, signal: AbortSignal): Promise<Reply> {
    const { upstream, clock, log } = this.#deps
    if (upstream === undefined) return serverFailure
    const key = `${type} ${name.toLowerCase()}`
    const kept = this.#cache.get(key)
    if (kept !== undefined && kept.untilMs > clock.now()) return kept.reply
    const reply = upstream.ask(name, type, signal).catch((error: unknown) => {
      log.warn("Upstream DNS did not answer", { name, type, error })
      return serverFailure
    })
    this.#keep(key, { reply, untilMs: clock.now() + keepFailuresMaxMs })
    const settled = await reply
    this.#keep(key, { reply, untilMs: clock.now() + keepMsOf(settled) })
    return settled
  }

  #keep(key: string, kept: Kept): void {
    this.#cache.delete(key)
    if (this.#cache.size >= cacheEntriesMax) {
      const [oldest] = this.#cache.keys()
      if (oldest !== undefined) this.#cache.delete(oldest)
    }
    this.#cache.set(key, kept)
  }
}

function keepMsOf(reply: Reply): number {
  if (reply.code === "SERVFAIL") return 0
  const records = reply.answers.length > 0 ? reply.answers : reply.authorities
  const shortest = Math.min(...records.map((record) => record.ttl), keepMaxMs / 1000)
  return Math.min(shortest * 1000, reply.answers.length > 0 ? keepMaxMs : keepFailuresMaxMs)
}
