import { createPrivateKey, X509Certificate } from "node:crypto"
import type { KeyPair } from "./certificate.ts"

/** Whether a certificate is good now and for another month. False for what is none. */
export function isGoodFor(certificate: string, nowMs: number): boolean {
  try {
    const { validFromDate, validToDate } = new X509Certificate(certificate)
    return validFromDate.getTime() <= nowMs && validToDate.getTime() - renewBeforeMs > nowMs
  } catch {
    return false
  }
}

const renewBeforeMs = 30 * 86_400_000

/** Whether the key is the certificate's. False when either cannot be read. */
export function isPairOf({ certificate, key }: KeyPair): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))
  } catch {
    return false
  }
}
