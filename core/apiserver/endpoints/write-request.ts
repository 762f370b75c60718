import type { RequestFacts } from "../../machinery/api/kind.ts"
import type { Exchange } from "../filters/filter.ts"
import type { WriteRequest } from "../registry/store-context.ts"
import { type EndpointDeps, namespaceOf, type ServedKind } from "./resource-endpoint.ts"
import type { WriteOptions } from "./write-options.ts"

/** What a write brings to the store, and the warnings that come back. */
export function writeRequestOf(
  exchange: Exchange,
  served: ServedKind,
  { clock }: Pick<EndpointDeps, "clock">,
  { dryRun, manager }: Pick<WriteOptions, "dryRun" | "manager">,
): WriteRequest & { readonly warnings: readonly string[] } {
  const facts: RequestFacts = {
    nowMs: clock.now(),
    user: exchange.user,
    namespace: namespaceOf(exchange, served),
    dryRun,
  }
  const warnings: string[] = []
  return { facts, manager, warn: (warning) => warnings.push(warning), warnings, signal: exchange.request.signal }
}
