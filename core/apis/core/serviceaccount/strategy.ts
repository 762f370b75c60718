import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import {
  nameIsDnsSubdomain,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from "../../../machinery/meta/validate-meta.ts"
import { newStrategy } from "../../strategy/new-strategy.ts"
import type { ServiceAccount } from "../v1.gen.ts"

export const serviceAccountStrategy = newStrategy<ServiceAccount>({
  prepareForCreate: withSecretNamesOnly,
  prepareForUpdate: withSecretNamesOnly,
  validate: validateServiceAccount,
  validateUpdate: (next, old) => [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...validateServiceAccount(next),
  ],
  warnings: (next, old) =>
    isRestricted(next) && (old === undefined || !isRestricted(old)) ? [restrictionIsDeprecated] : [],
  returnsDeletedObject: true,
})

function validateServiceAccount({ metadata }: ServiceAccount): FieldErrors {
  return validateObjectMeta(metadata, { namespaced: true, nameRule: nameIsDnsSubdomain })
}

/** A secret of an account is in its namespace: the reference needs the name and nothing else. */
function withSecretNamesOnly(account: ServiceAccount): ServiceAccount {
  if (account.secrets === undefined) return account
  return { ...account, secrets: account.secrets.map(({ name }) => (name === undefined ? {} : { name })) }
}

const restriction = "kubernetes.io/enforce-mountable-secrets"

const restrictionIsDeprecated = `metadata.annotations[${restriction}]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets`

function isRestricted({ metadata }: ServiceAccount): boolean {
  return metadata.annotations?.[restriction] !== undefined
}
