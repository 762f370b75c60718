import type { KindDefinition } from "../machinery/api/kind.ts"

/** Every kind the API server serves, in the order discovery lists them. */
export const kinds: readonly KindDefinition[] = []
