import type { TokenRequest } from "../../apis/authentication/v1.gen.ts"
import type { Pod, ServiceAccountTokenProjection } from "../../apis/core/v1.gen.ts"
import { serviceaccounts } from "../../apis/resources.gen.ts"
import type { Clock } from "../../base/clock.ts"
import { jitter, type Random } from "../../base/random.ts"
import type { Client } from "../../client/client.ts"
import { nameOf, namespaceOf, uidOf } from "../pod/identity.ts"

interface Token {
  readonly text: string
  readonly refreshAtMs: number
  readonly expiresAtMs: number
}

/**
 * Tokens of service accounts, each bound to one pod. A new one is fetched when four fifths of its life, or a day, are
 * over; while that fails the old one serves as long as it lives.
 */
export class Tokens {
  readonly #client: Client
  readonly #clock: Clock
  readonly #random: Random
  readonly #tokens = new Map<string, Token>()

  constructor({ client, clock, random }: { client: Client; clock: Clock; random: Random }) {
    this.#client = client
    this.#clock = clock
    this.#random = random
  }

  async get(pod: Pod, wanted: ServiceAccountTokenProjection): Promise<Token> {
    const key = `${uidOf(pod)}/${wanted.audience ?? ""}/${wanted.expirationSeconds ?? defaultSeconds}`
    const known = this.#tokens.get(key)
    const nowMs = this.#clock.now()
    if (known !== undefined && nowMs < known.refreshAtMs) return known
    try {
      const token = await this.#request(pod, wanted, nowMs)
      this.#tokens.set(key, token)
      return token
    } catch (error) {
      if (known === undefined || nowMs >= known.expiresAtMs) throw error
      return { ...known, refreshAtMs: nowMs + retryMs }
    }
  }

  forget(podUid: string): void {
    for (const key of this.#tokens.keys()) if (key.startsWith(`${podUid}/`)) this.#tokens.delete(key)
  }

  async #request(
    pod: Pod,
    { audience, expirationSeconds = defaultSeconds }: ServiceAccountTokenProjection,
    nowMs: number,
  ) {
    const at = {
      namespace: namespaceOf(pod),
      name: pod.spec?.serviceAccountName || "default",
      subresource: "token",
    }
    const body = {
      apiVersion: "authentication.k8s.io/v1",
      kind: "TokenRequest",
      metadata: {},
      spec: {
        audiences: audience === undefined || audience === "" ? [] : [audience],
        expirationSeconds,
        boundObjectRef: { apiVersion: "v1", kind: "Pod", name: nameOf(pod), uid: uidOf(pod) },
      },
    }
    // The subresource answers with the kind it is sent.
    const { status } = (await this.#client.act(serviceaccounts, at, body)) as TokenRequest
    const expiresAtMs = Date.parse(status?.expirationTimestamp ?? "")
    const lifeMs = Number.isNaN(expiresAtMs) ? expirationSeconds * 1000 : expiresAtMs - nowMs
    const untilRefreshMs = Math.min(lifeMs * 0.8, dayMs) - jitter(this.#random, 10_000, 1)
    return {
      text: status?.token ?? "",
      refreshAtMs: nowMs + Math.max(retryMs, untilRefreshMs),
      expiresAtMs: nowMs + lifeMs,
    }
  }
}

const defaultSeconds = 3600
const dayMs = 24 * 3600_000
const retryMs = 10_000
