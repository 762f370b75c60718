import { StatusError } from "../machinery/status/status-error.ts"

/** Nothing can be created in a namespace that ends, and nobody needs to be told. */
export function isNamespaceEnding(error: unknown): boolean {
  return (
    error instanceof StatusError &&
    error.status.details?.causes?.some((cause) => cause.reason === "NamespaceTerminating") === true
  )
}
