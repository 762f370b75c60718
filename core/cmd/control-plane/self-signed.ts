import "reflect-metadata"
import { PemConverter, SubjectAlternativeNameExtension, X509CertificateGenerator } from "@peculiar/x509"

/**
 * A certificate for 127.0.0.1 that lives as long as the process. Health ports are asked over TLS by whoever does not
 * verify: Kubernetes makes itself one the same way.
 */
export async function selfSigned(commonName: string): Promise<{ readonly cert: string; readonly key: string }> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" }
  const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"])
  const nowMs = Date.now()
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: `CN=${commonName}`,
      notBefore: new Date(nowMs - 3_600_000),
      notAfter: new Date(nowMs + 10 * 365 * 86_400_000),
      signingAlgorithm: algorithm,
      keys,
      extensions: [new SubjectAlternativeNameExtension([{ type: "ip", value: "127.0.0.1" }])],
    },
    crypto,
  )
  const key = PemConverter.encode(await crypto.subtle.exportKey("pkcs8", keys.privateKey), "PRIVATE KEY")
  return { cert: certificate.toString("pem"), key }
}
