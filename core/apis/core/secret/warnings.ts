import { textFromBase64 } from "../../../base/base64.ts"
import type { Secret } from "../v1.gen.ts"

/** A certificate that no server can load is stored, but not in silence. */
export function secretWarnings({ type, data = {} }: Secret): readonly string[] {
  if (type !== "kubernetes.io/tls") return []
  const [certificate, key] = [decode(data["tls.crt"]), decode(data["tls.key"])]
  if (!pem.test(certificate)) return ["tls: failed to find any PEM data in certificate input"]
  if (!certificatePem.test(certificate)) return [foundOther(certificate)]
  if (!pem.test(key)) return ["tls: failed to find any PEM data in key input"]
  return []
}

const pem = /-----BEGIN [^-]+-----\s/
const certificatePem = /-----BEGIN CERTIFICATE-----\s/

function foundOther(text: string): string {
  const types = [...text.matchAll(/-----BEGIN ([^-]+)-----/g)].map(([, type]) => type)
  if (types.length === 1 && types[0]?.endsWith("PRIVATE KEY"))
    return "tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched"
  return `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [${types.join(" ")}]`
}

function decode(text: string | undefined): string {
  return text === undefined ? "" : textFromBase64(text)
}
