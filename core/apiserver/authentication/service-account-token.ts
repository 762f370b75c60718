import type { CryptoKey, JWTPayload, KeyObject } from "jose"
import { calculateJwkThumbprint, exportJWK, jwtVerify, SignJWT } from "jose"
import { nodes, pods, secrets, serviceaccounts } from "../../apis/resources.gen.ts"
import type { Clock } from "../../base/clock.ts"
import { formatTime } from "../../base/clock.ts"
import type { Random } from "../../base/random.ts"
import type { UserInfo } from "../../machinery/api/kind.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import type { ObjectSource } from "../object-source.ts"
import type { Authenticator } from "./authenticator.ts"
import { bearerTokenOf } from "./union.ts"
import { serviceAccountGroups, serviceAccountUserName } from "./users.ts"

/** A token's private claims (documentation: "Managing Service Accounts"). */
interface KubernetesClaims {
  readonly namespace: string
  readonly serviceaccount: Reference
  readonly pod?: Reference
  readonly node?: Reference
  readonly secret?: Reference
  readonly warnafter?: number
}

interface Reference {
  readonly name: string
  readonly uid?: string
}

export interface TokenKeys {
  readonly issuer: string
  /** Audiences a token is good for when it names none. */
  readonly audiences: readonly string[]
  readonly privateKey: KeyObject | CryptoKey
  readonly publicKey: KeyObject | CryptoKey
}

export interface TokenRequest {
  readonly serviceAccount: ApiObject
  readonly audiences: readonly string[]
  readonly expirationSeconds: number
  /** A pod, secret or node the token lives and dies with. */
  readonly boundTo?: ApiObject | undefined
}

const algorithm = "RS256"

/** How many verified tokens are kept in memory, so that a busy client's signature is checked once. */
const verifiedMax = 1_000

/** Signs service accounts' tokens, and tells whose a token is. Keys are RSA, as `kubeadm` makes them. */
export class ServiceAccountTokens implements Authenticator {
  readonly #keys: TokenKeys
  readonly #source: ObjectSource
  readonly #clock: Clock
  readonly #random: Random
  readonly #verified = new Map<string, JWTPayload>()
  #keyId: Promise<string> | undefined

  constructor(deps: {
    readonly keys: TokenKeys
    readonly source: ObjectSource
    readonly clock: Clock
    readonly random: Random
  }) {
    this.#keys = deps.keys
    this.#source = deps.source
    this.#clock = deps.clock
    this.#random = deps.random
  }

  async authenticate(request: Parameters<Authenticator["authenticate"]>[0]): Promise<UserInfo | undefined> {
    const token = bearerTokenOf(request)
    if (token === undefined) return undefined
    return (await this.review(token, this.#keys.audiences))?.user
  }

  /** Whose token this is and which of the audiences asked for it has; undefined when it is not (or no longer) good. */
  async review(
    token: string,
    audiences: readonly string[],
  ): Promise<{ readonly user: UserInfo; readonly audiences: readonly string[] } | undefined> {
    const claims = await this.#verify(token)
    if (claims === undefined) return undefined
    const own = [claims.aud ?? []].flat()
    const fitting = audiences.filter((audience) => own.includes(audience))
    if (fitting.length === 0) return undefined
    const user = this.#userOf(claims)
    return user && { user, audiences: fitting }
  }

  async issue({
    serviceAccount,
    audiences,
    expirationSeconds,
    boundTo,
  }: TokenRequest): Promise<{ readonly token: string; readonly expirationTimestamp: string }> {
    const nowSeconds = Math.floor(this.#clock.now() / 1000)
    const { namespace = "", name = "" } = serviceAccount.metadata
    const claims: KubernetesClaims = {
      namespace,
      serviceaccount: referenceTo(serviceAccount),
      ...this.#boundClaims(boundTo),
    }
    const token = await new SignJWT({ "kubernetes.io": claims })
      .setProtectedHeader({ alg: algorithm, kid: await this.#kid() })
      .setIssuer(this.#keys.issuer)
      .setSubject(serviceAccountUserName(namespace, name))
      .setAudience([...(audiences.length > 0 ? audiences : this.#keys.audiences)])
      .setIssuedAt(nowSeconds)
      .setNotBefore(nowSeconds)
      .setExpirationTime(nowSeconds + expirationSeconds)
      .setJti(this.#random.uuid())
      .sign(this.#keys.privateKey)
    return { token, expirationTimestamp: formatTime((nowSeconds + expirationSeconds) * 1000) }
  }

  /** The public half, for `/openid/v1/jwks`. */
  async jwks(): Promise<unknown> {
    const jwk = await exportJWK(this.#keys.publicKey)
    return { keys: [{ use: "sig", kty: jwk.kty, kid: await this.#kid(), alg: algorithm, n: jwk.n, e: jwk.e }] }
  }

  /** `/.well-known/openid-configuration`. */
  discovery(): unknown {
    return {
      issuer: this.#keys.issuer,
      jwks_uri: `${this.#keys.issuer}/openid/v1/jwks`,
      response_types_supported: ["id_token"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: [algorithm],
    }
  }

  async #verify(token: string): Promise<JWTPayload | undefined> {
    const known = this.#verified.get(token)
    if (known !== undefined) {
      if ((known.exp ?? 0) * 1000 > this.#clock.now()) return known
      this.#verified.delete(token)
      return undefined
    }
    try {
      const { payload } = await jwtVerify(token, this.#keys.publicKey, {
        issuer: this.#keys.issuer,
        algorithms: [algorithm],
        currentDate: new Date(this.#clock.now()),
        requiredClaims: ["exp", "sub"],
      })
      if (this.#verified.size >= verifiedMax) this.#verified.clear()
      this.#verified.set(token, payload)
      return payload
    } catch {
      return undefined
    }
  }

  /** The account, and what the token is bound to, must still be the very objects it was made for. */
  #userOf(payload: JWTPayload): UserInfo | undefined {
    const claims = payload["kubernetes.io"] as KubernetesClaims | undefined // our own signature vouches for its shape
    if (claims?.serviceaccount === undefined) return undefined
    const { namespace, serviceaccount, pod, node, secret } = claims
    const account = this.#source.get(serviceaccounts, { namespace, name: serviceaccount.name })
    if (account === undefined || account.metadata.uid !== serviceaccount.uid || isGone(account, this.#clock))
      return undefined
    if (pod !== undefined && !this.#isAlive(this.#source.get(pods, { namespace, name: pod.name }), pod))
      return undefined
    if (secret !== undefined && !this.#isAlive(this.#source.get(secrets, { namespace, name: secret.name }), secret))
      return undefined
    if (pod === undefined && node !== undefined && !this.#isAlive(this.#source.get(nodes, { name: node.name }), node))
      return undefined
    return {
      name: serviceAccountUserName(namespace, serviceaccount.name),
      uid: serviceaccount.uid,
      groups: serviceAccountGroups(namespace),
      extra: extraOf(payload, claims),
    }
  }

  #isAlive(object: ApiObject | undefined, reference: Reference): boolean {
    return object !== undefined && object.metadata.uid === reference.uid && !isGone(object, this.#clock)
  }

  #boundClaims(boundTo: ApiObject | undefined): Partial<KubernetesClaims> {
    if (boundTo === undefined) return {}
    if (boundTo.kind === "Secret") return { secret: referenceTo(boundTo) }
    if (boundTo.kind === "Node") return { node: referenceTo(boundTo) }
    const nodeName = (boundTo as { readonly spec?: { readonly nodeName?: string } }).spec?.nodeName // a Pod
    const node = nodeName ? this.#source.get(nodes, { name: nodeName }) : undefined
    return {
      pod: referenceTo(boundTo),
      ...(nodeName ? { node: node === undefined ? { name: nodeName } : referenceTo(node) } : {}),
    }
  }

  #kid(): Promise<string> {
    this.#keyId ??= exportJWK(this.#keys.publicKey).then((jwk) => calculateJwkThumbprint(jwk))
    return this.#keyId
  }
}

/** How long after its deletion an object's token still works, so that a pod can end in order. */
const deletionLeewayMs = 60_000

function isGone(object: ApiObject, clock: Clock): boolean {
  const { deletionTimestamp } = object.metadata
  return deletionTimestamp !== undefined && Date.parse(deletionTimestamp) + deletionLeewayMs < clock.now()
}

function referenceTo({ metadata }: ApiObject): Reference {
  return { name: metadata.name ?? "", ...(metadata.uid === undefined ? {} : { uid: metadata.uid }) }
}

function extraOf(payload: JWTPayload, { pod, node }: KubernetesClaims): Readonly<Record<string, readonly string[]>> {
  const prefix = "authentication.kubernetes.io"
  return {
    ...(payload.jti ? { [`${prefix}/credential-id`]: [`JTI=${payload.jti}`] } : {}),
    ...(node
      ? { [`${prefix}/node-name`]: [node.name], ...(node.uid ? { [`${prefix}/node-uid`]: [node.uid] } : {}) }
      : {}),
    ...(pod ? { [`${prefix}/pod-name`]: [pod.name], ...(pod.uid ? { [`${prefix}/pod-uid`]: [pod.uid] } : {}) } : {}),
  }
}
