import { expect, it } from "vitest"
import { TimeoutError } from "../../base/wait-until.ts"
import { unreachableReason } from "./unreachable-reason.ts"

function failure(message: string, details: { readonly code?: string; readonly name?: string; readonly cause?: Error }) {
  const { cause, ...rest } = details
  return Object.assign(new Error(message, { cause }), rest)
}

const refused = failure("connect ECONNREFUSED 127.0.0.1:1", { code: "ECONNREFUSED" })
const cases = [
  { error: new TimeoutError("Waited 5 s"), reason: "The API server does not answer" },
  {
    error: failure('Cannot reach "https://x"', { cause: failure("lost", { name: "RequestLost", cause: refused }) }),
    reason: "The API server refuses connections: it is starting, or it has ended",
  },
  {
    error: failure("Connection was lost", { cause: failure("lost", { name: "RequestLost" }) }),
    reason: "The connection to the API server was cut",
  },
  { error: new Error('Cluster "dev" does not run'), reason: 'Cluster "dev" does not run' },
]

for (const { error, reason } of cases) {
  it(`says "${reason}" of "${error.message}"`, () => expect(unreachableReason(error)).toBe(reason))
}
