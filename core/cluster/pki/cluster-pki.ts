import { chmod, mkdir } from "node:fs/promises"
import { join } from "node:path"
import { readTextFile, writeFileAtomically } from "../../host/files.ts"
import type { Home } from "../home.ts"
import type { Profile } from "../profile/profile.ts"
import { ensureAuthority } from "./authority.ts"
import { type KeyPair, newSigningKey, signCertificate } from "./certificate.ts"
import { type CertificateNeed, certificatesOf } from "./needs.ts"
import { isGoodFor, isPairOf } from "./validity.ts"

/** Every certificate and key of a cluster, by the names of `certificatesOf`. */
export interface ClusterPki {
  readonly authority: KeyPair
  readonly serviceAccounts: { readonly publicKey: string; readonly privateKey: string }
  certificate(name: string): KeyPair
}

/** Those that are there and good for another month, and new ones for the rest. */
export async function ensureClusterPki(home: Home, profile: Profile, nowMs: number): Promise<ClusterPki> {
  const folder = join(home.profileFolder(profile.name), "pki")
  await mkdir(folder, { recursive: true })
  await chmod(folder, 0o700)
  const [authority, serviceAccounts] = await Promise.all([ensureAuthority(home, nowMs), ensureSigningKey(folder)])
  const needs = certificatesOf(profile)
  const pairs = await Promise.all(needs.map((need) => ensureCertificate(folder, authority, need, nowMs)))
  const byName = new Map(needs.map((need, i) => [need.name, pairs[i]]))
  return {
    authority,
    serviceAccounts,
    certificate: (name) => {
      const pair = byName.get(name)
      if (pair === undefined) throw new Error(`No certificate "${name}" is part of a cluster`)
      return pair
    },
  }
}

async function ensureSigningKey(folder: string): Promise<ClusterPki["serviceAccounts"]> {
  const [publicFile, privateFile] = [join(folder, "sa.pub"), join(folder, "sa.key")]
  const [publicKey, privateKey] = await Promise.all([readTextFile(publicFile), readTextFile(privateFile)])
  if (publicKey !== undefined && privateKey !== undefined) return { publicKey, privateKey }
  const made = await newSigningKey()
  await writeFileAtomically(privateFile, made.privateKey, { mode: 0o600 })
  await writeFileAtomically(publicFile, made.publicKey)
  return made
}

/** Beside each lies what it was made from: when that changes, so must the certificate. */
async function ensureCertificate(
  folder: string,
  authority: KeyPair,
  need: CertificateNeed,
  nowMs: number,
): Promise<KeyPair> {
  const file = join(folder, need.name)
  const madeFrom = JSON.stringify({ need, authority: authority.certificate })
  const existing = await readPair(`${file}.crt`, `${file}.key`)
  if (
    existing !== undefined &&
    isPairOf(existing) &&
    isGoodFor(existing.certificate, nowMs) &&
    (await readTextFile(`${file}.need`)) === madeFrom
  )
    return existing
  const made = await signCertificate(authority, { ...need, nowMs, days: certificateDays })
  await writePair(`${file}.crt`, `${file}.key`, made)
  await writeFileAtomically(`${file}.need`, madeFrom)
  return made
}

/** minikube's 26280 hours. */
const certificateDays = 1095

async function readPair(certificateFile: string, keyFile: string): Promise<KeyPair | undefined> {
  const [certificate, key] = await Promise.all([readTextFile(certificateFile), readTextFile(keyFile)])
  return certificate === undefined || key === undefined ? undefined : { certificate, key }
}

async function writePair(certificateFile: string, keyFile: string, pair: KeyPair): Promise<void> {
  await writeFileAtomically(keyFile, pair.key, { mode: 0o600 })
  await writeFileAtomically(certificateFile, pair.certificate)
}

/** Where `admin.crt` and `admin.key` lie: kubeconfigs name them. */
export function adminFiles(home: Home, profile: string): { readonly certificate: string; readonly key: string } {
  const folder = join(home.profileFolder(profile), "pki")
  return { certificate: join(folder, "admin.crt"), key: join(folder, "admin.key") }
}
