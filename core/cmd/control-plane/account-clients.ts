import { serviceaccounts } from "../../apis/resources.gen.ts"
import type { Clock } from "../../base/clock.ts"
import type { Client } from "../../client/client.ts"
import { RestClient } from "../../client/rest/rest-client.ts"
import type { Transport, TransportRequest } from "../../machinery/api/transport.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { isAlreadyExists, isNotFound } from "../../machinery/status/status-error.ts"

const namespace = "kube-system"
const tokenSeconds = 3600

/** A token is renewed when a fifth of its life is left, as client-go does. */
const renewAfterMs = tokenSeconds * 1000 * 0.8

/**
 * Clients that act in the name of service accounts in kube-system, as Kubernetes' `--use-service-account-credentials`: the
 * accounts are made and their tokens asked for with `client` when a first request needs them.
 */
export function newAccountClients(options: {
  client: Client
  /** To the same server, without a client certificate. */
  transport: Transport
  clock: Clock
  userAgent: string
}): (account: string) => Client {
  const { client, transport, clock, userAgent } = options
  return (account) => {
    const tokens = new AccountTokens(client, clock, account)
    return new RestClient({
      transport: { request: (request) => sendAs(tokens, transport, request) },
      clock,
      userAgent: `${userAgent}/${account}`,
    })
  }
}

/** A token that the server no longer takes, as after a restore, is replaced once. */
async function sendAs(tokens: AccountTokens, transport: Transport, request: TransportRequest) {
  const first = await transport.request(await withToken(tokens, request))
  if (first.status !== 401) return first
  await first.bytes()
  tokens.drop()
  return transport.request(await withToken(tokens, request))
}

async function withToken(tokens: AccountTokens, request: TransportRequest): Promise<TransportRequest> {
  const token = await tokens.get()
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } }
}

class AccountTokens {
  readonly #client: Client
  readonly #clock: Clock
  readonly #account: string
  #current: { readonly token: Promise<string>; readonly atMs: number } | undefined

  constructor(client: Client, clock: Clock, account: string) {
    this.#client = client
    this.#clock = clock
    this.#account = account
  }

  get(): Promise<string> {
    const nowMs = this.#clock.monotonicMs()
    if (this.#current === undefined || nowMs - this.#current.atMs > renewAfterMs) {
      const token = this.#request()
      this.#current = { token, atMs: nowMs }
      token.catch(() => this.drop())
    }
    return this.#current.token
  }

  drop(): void {
    this.#current = undefined
  }

  async #request(): Promise<string> {
    try {
      return await this.#ask()
    } catch (error) {
      if (!isNotFound(error)) throw error
    }
    try {
      await this.#client.create(serviceaccounts, { metadata: { namespace, name: this.#account } })
    } catch (error) {
      if (!isAlreadyExists(error)) throw error
    }
    return this.#ask()
  }

  async #ask(): Promise<string> {
    const at = { namespace, name: this.#account, subresource: "token" }
    const body = {
      apiVersion: "authentication.k8s.io/v1",
      kind: "TokenRequest",
      metadata: {},
      spec: { expirationSeconds: tokenSeconds },
    }
    const answer: ApiObject & { readonly status?: { readonly token?: string } } = await this.#client.act(
      serviceaccounts,
      at,
      body,
    )
    const token = answer.status?.token
    if (token === undefined) throw new Error(`Cannot act as "${this.#account}": the server gave no token`)
    return token
  }
}
