import { createHash, timingSafeEqual } from "node:crypto"
import type { Random } from "../../base/random.ts"

/** 256 bits of chance, fit for an address and for the name of a WebSocket's protocol. */
export function newToken(random: Random): string {
  return Buffer.from(random.bytes(32)).toString("base64url")
}

/** Whether it is the token, in a time that tells nothing about how much of it was right. */
export function isToken(given: string | undefined, token: string): boolean {
  if (given === undefined) return false
  const digests = [given, token].map((text) => createHash("sha256").update(text).digest())
  const [first = Buffer.of(0), second = Buffer.of(1)] = digests
  return timingSafeEqual(first, second)
}

/** The token among the protocols that a browser offers: `cove.bridge, token.<token>`. */
export function tokenIn(protocols: string | undefined): string | undefined {
  const words = (protocols ?? "").split(",").map((word) => word.trim())
  return words.find((word) => word.startsWith("token."))?.slice("token.".length)
}

/** A page whose name was made to point at this machine comes with that name, and is not answered. */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return ownHosts(port).includes(host ?? "")
}

export function isOwnOrigin(origin: string | undefined, port: number): boolean {
  return ownHosts(port).some((host) => origin === `http://${host}`)
}

function ownHosts(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`]
}
