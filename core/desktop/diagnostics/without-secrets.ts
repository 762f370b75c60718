/**
 * A text without what gives access to anything:
 *
 *   -----BEGIN PRIVATE KEY----- … -----END PRIVATE KEY-----   →  (a private key)
 *   Authorization: Bearer eyJhbGciOi.eyJpc3MiOi.SflKxwRJ      →  Authorization: Bearer (a token)
 *   http://me:secret@proxy.example                            →  http://(a password)@proxy.example
 */
export function withoutSecrets(text: string): string {
  return secrets.reduce((clean, { looks, becomes }) => clean.replace(looks, becomes), text)
}

const secrets = [
  {
    // Also inside of JSON, where lines end with \n written out, and where the end is missing.
    looks:
      /-----BEGIN [A-Z ]*PRIVATE KEY-----[\w+/=\s\\-]*?(-----END [A-Z ]*PRIVATE KEY-----|$(?![\s\S])|(?=[^\w+/=\s\\-]))/g,
    becomes: "(a private key)",
  },
  { looks: /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, becomes: "(a token)" },
  { looks: /(\bBearer )[\w.~+/=-]+/g, becomes: "$1(a token)" },
  { looks: /([#?&"]?\btoken["']?\s*[=:]\s*["']?)[\w.~+/-]{16,}=*/gi, becomes: "$1(a token)" },
  {
    looks: /(\b(?:client-key-data|certificate-key|password|secret)["']?\s*[=:]\s*["']?)[^\s"',]+/gi,
    becomes: "$1(a secret)",
  },
  { looks: /(\b[a-z]+:\/\/)[^\s/@"']+@/g, becomes: "$1(a password)@" },
] as const
