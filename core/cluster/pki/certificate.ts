import "reflect-metadata"
import { createPublicKey, type webcrypto } from "node:crypto"
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509"
import ipaddr from "ipaddr.js"

/** A certificate and its key, both PEM. */
export interface KeyPair {
  readonly certificate: string
  readonly key: string
}

export interface Validity {
  readonly nowMs: number
  readonly days: number
}

/** Elliptic keys are made in under a millisecond; RSA ones take up to a second. */
const elliptic = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const

/** Signed by itself, with the key that is given or a new one. */
export async function newAuthority(commonName: string, { nowMs, days }: Validity, key?: string): Promise<KeyPair> {
  const keys = await (key === undefined ? crypto.subtle.generateKey(elliptic, true, ["sign", "verify"]) : keysOf(key))
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: `CN=${commonName}`,
    ...period(nowMs, days),
    signingAlgorithm: elliptic,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(
        KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment | KeyUsageFlags.keyCertSign,
        true,
      ),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate: certificate.toString("pem"), key: await exportKey(keys.privateKey) }
}

export interface CertificateRequest extends Validity {
  readonly commonName: string
  readonly organizations?: readonly string[]
  readonly usages: readonly ("client" | "server")[]
  /** DNS names and addresses that a server answers at. */
  readonly hosts?: readonly string[]
}

export async function signCertificate(authority: KeyPair, request: CertificateRequest): Promise<KeyPair> {
  const issuer = new X509Certificate(authority.certificate)
  const keys = await crypto.subtle.generateKey(elliptic, true, ["sign", "verify"])
  const usages = { client: ExtendedKeyUsage.clientAuth, server: ExtendedKeyUsage.serverAuth }
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [...(request.organizations ?? []).map((name) => ({ O: [name] })), { CN: [request.commonName] }],
    issuer: issuer.subject,
    ...period(request.nowMs, request.days),
    signingAlgorithm: elliptic,
    publicKey: keys.publicKey,
    signingKey: await importKey(authority.key),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment, true),
      new ExtendedKeyUsageExtension(request.usages.map((usage) => usages[usage])),
      await AuthorityKeyIdentifierExtension.create(issuer),
      ...namesExtension(request.hosts ?? []),
    ],
  })
  return { certificate: certificate.toString("pem"), key: await exportKey(keys.privateKey) }
}

/** What signs service accounts' tokens: RSA, as every client library expects of RS256. */
export async function newSigningKey(): Promise<{ readonly publicKey: string; readonly privateKey: string }> {
  const rsa = {
    name: "RSASSA-PKCS1-v1_5",
    hash: "SHA-256",
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  }
  const keys = await crypto.subtle.generateKey(rsa, true, ["sign", "verify"])
  const spki = await crypto.subtle.exportKey("spki", keys.publicKey)
  return { publicKey: PemConverter.encode(spki, "PUBLIC KEY"), privateKey: await exportKey(keys.privateKey) }
}

function namesExtension(hosts: readonly string[]) {
  if (hosts.length === 0) return []
  return [
    new SubjectAlternativeNameExtension(
      hosts.map((value) => ({ type: ipaddr.isValid(value) ? ("ip" as const) : ("dns" as const), value })),
    ),
  ]
}

/** A minute back: the clock of another machine may be behind. */
function period(nowMs: number, days: number) {
  return { notBefore: new Date(nowMs - 60_000), notAfter: new Date(nowMs + days * 86_400_000) }
}

/** Sixteen hexadecimal digits, the first small enough for a positive number. */
function serialNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x01
  return Buffer.from(bytes).toString("hex")
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return PemConverter.encode(await crypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY")
}

async function keysOf(pem: string): Promise<webcrypto.CryptoKeyPair> {
  const spki = createPublicKey(pem).export({ type: "spki", format: "der" })
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.importKey("pkcs8", PemConverter.decodeFirst(pem), elliptic, true, ["sign"]),
    crypto.subtle.importKey("spki", Uint8Array.from(spki), elliptic, true, ["verify"]),
  ])
  return { privateKey, publicKey }
}

async function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  const bytes = PemConverter.decodeFirst(pem)
  return crypto.subtle.importKey("pkcs8", bytes, elliptic, false, ["sign"])
}
