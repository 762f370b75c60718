import type { FromScreens } from "../../core/bridge/messages.ts"

/** What a page sent, if it is a message at all. What is in it, the host reads by the contract. */
export function readMessage(value: unknown): FromScreens | undefined {
  if (typeof value !== "object" || value === null) return undefined
  const { type, id, method, credit } = value as Readonly<Record<string, unknown>> // an object, as just seen
  if (!Number.isSafeInteger(id)) return undefined
  const known =
    type === "cancel" ||
    (type === "call" && typeof method === "string") ||
    (type === "open" && typeof method === "string" && Number.isSafeInteger(credit)) ||
    (type === "more" && Number.isSafeInteger(credit))
  return known ? (value as FromScreens) : undefined // each member was just looked at
}
