import { createPrivateKey, X509Certificate } from "node:crypto"
import { expect, it } from "vitest"
import { newAuthority, newSigningKey, signCertificate } from "./certificate.ts"

const validity = { nowMs: Date.UTC(2026, 0, 1), days: 10 }

it("signs what OpenSSL verifies, with names, groups and addresses", async () => {
  const authority = await newAuthority("coveCA", validity)
  const pair = await signCertificate(authority, {
    ...validity,
    commonName: "kube-apiserver",
    organizations: ["system:masters", "second"],
    usages: ["server", "client"],
    hosts: ["kubernetes.default.svc", "10.96.0.1", "::1"],
  })
  const certificate = new X509Certificate(pair.certificate)
  const issuer = new X509Certificate(authority.certificate)
  expect(certificate.verify(issuer.publicKey)).toBe(true)
  expect(certificate.checkIssued(issuer)).toBe(true)
  expect(issuer.ca).toBe(true)
  expect(certificate.subject).toBe("O=system:masters\nO=second\nCN=kube-apiserver")
  expect(certificate.subjectAltName).toBe(
    "DNS:kubernetes.default.svc, IP Address:10.96.0.1, IP Address:0:0:0:0:0:0:0:1",
  )
  expect(certificate.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"])
  expect(certificate.checkPrivateKey(createPrivateKey(pair.key))).toBe(true)
})

it("says until when a certificate is good", async () => {
  const { certificate } = await newAuthority("coveCA", validity)
  expect(new X509Certificate(certificate).validToDate.getTime()).toBe(Date.UTC(2026, 0, 11))
})

it("makes the key for service accounts' tokens as RSA", async () => {
  const { privateKey } = await newSigningKey()
  expect(createPrivateKey(privateKey).asymmetricKeyType).toBe("rsa")
})
