import { describe, expect, it } from "vitest"
import { withoutSecrets } from "./without-secrets.ts"

const key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow+/IBAA=\nKCAQEA\n-----END RSA PRIVATE KEY-----"

describe("withoutSecrets", () => {
  const cases = [
    { text: `before ${key} after`, clean: "before (a private key) after" },
    { text: JSON.stringify({ key, name: "web" }), clean: '{"key":"(a private key)","name":"web"}' },
    { text: "-----BEGIN PRIVATE KEY-----\nMIIEow", clean: "(a private key)" },
    { text: "Authorization: Bearer abc.def-123", clean: "Authorization: Bearer (a token)" },
    { text: 'got "eyJhbGciOi.eyJpc3MiOi.SflKxw-RJ" from', clean: 'got "(a token)" from' },
    { text: "http://127.0.0.1:1/#token=0123456789abcdef0123", clean: "http://127.0.0.1:1/#token=(a token)" },
    { text: '{"token":"0123456789abcdef0123"}', clean: '{"token":"(a token)"}' },
    { text: "http: http://me:secret@proxy.example:3128/", clean: "http: http://(a password)@proxy.example:3128/" },
    { text: "client-key-data: LS0tLS1CRUdJTg==", clean: "client-key-data: (a secret)" },
    { text: "password=hunter2 user=me", clean: "password=(a secret) user=me" },
    { text: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", clean: undefined },
    { text: "mail me@example.org, image registry.k8s.io/pause@sha256:0123, token controller ready", clean: undefined },
    { text: 'reason: "FailedMount", secret "web" not found', clean: undefined },
  ]
  for (const { text, clean = text } of cases) {
    it(`makes of ${JSON.stringify(text.slice(0, 60))}: ${JSON.stringify(clean.slice(0, 60))}`, () => {
      expect(withoutSecrets(text)).toBe(clean)
    })
  }
})
