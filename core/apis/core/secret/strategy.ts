import { textToBase64 } from "../../../base/base64.ts"
import { newStrategy } from "../../strategy/new-strategy.ts"
import type { Secret } from "../v1.gen.ts"
import { validateSecret, validateSecretUpdate } from "./validation.ts"
import { secretWarnings } from "./warnings.ts"

export const secretStrategy = newStrategy<Secret>({
  defaults: (secret) => withEncodedText({ ...secret, type: secret.type || "Opaque" }),
  validate: validateSecret,
  validateUpdate: validateSecretUpdate,
  warnings: secretWarnings,
})

/** `stringData` is there to be written only: its entries become data and win over those that are. */
function withEncodedText({ stringData, ...secret }: Secret): Secret {
  if (stringData === undefined) return secret
  const encoded = Object.entries(stringData).map(([key, text]) => [key, textToBase64(text)] as const)
  return { ...secret, data: { ...secret.data, ...Object.fromEntries(encoded) } }
}
