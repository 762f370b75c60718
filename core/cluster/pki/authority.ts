import { createPrivateKey } from "node:crypto"
import { readTextFile, writeFileAtomically } from "../../host/files.ts"
import { ClusterError } from "../errors.ts"
import type { Home } from "../home.ts"
import { type KeyPair, newAuthority } from "./certificate.ts"
import { isGoodFor, isPairOf } from "./validity.ts"

/**
 * `ca.crt` and `ca.key`, shared by all clusters. A new certificate is made for the old key where that is possible: what
 * people had signed stays good then. What is damaged is never written over.
 */
export async function ensureAuthority({ authority }: Home, nowMs: number): Promise<KeyPair> {
  const [certificate, key] = await Promise.all([readTextFile(authority.certificate), readTextFile(authority.key)])
  if (key === undefined) {
    if (certificate !== undefined) throw damaged(authority, "the key is missing")
    return make(authority, nowMs, undefined)
  }
  if (!isKey(key)) throw damaged(authority, "the key cannot be read")
  if (certificate === undefined) return make(authority, nowMs, key) // a start was cut off between the two files
  if (!isPairOf({ certificate, key })) throw damaged(authority, "the certificate is not the key's")
  if (isGoodFor(certificate, nowMs)) return { certificate, key }
  return make(authority, nowMs, key)
}

async function make(authority: Home["authority"], nowMs: number, key: string | undefined): Promise<KeyPair> {
  const made = await newAuthority("coveCA", { nowMs, days: authorityDays }, key)
  if (key === undefined) await writeFileAtomically(authority.key, made.key, { mode: 0o600 })
  await writeFileAtomically(authority.certificate, made.certificate)
  return made
}

const authorityDays = 3650

function isKey(key: string): boolean {
  try {
    return createPrivateKey(key).asymmetricKeyDetails?.namedCurve === "prime256v1"
  } catch {
    return false
  }
}

function damaged({ certificate, key }: Home["authority"], how: string): ClusterError {
  return new ClusterError(`Cove's authority is damaged: ${how} (${key}, ${certificate})`, {
    id: "HOST_AUTHORITY",
    exitCode: 37,
    advice:
      "Bring both files back, or remove both: a new authority is made then, and every cluster gets new certificates at its next start.",
  })
}
