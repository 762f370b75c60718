import type { ApiObject } from "../../machinery/meta/object.ts"
import type { Status } from "../../machinery/meta/v1.gen.ts"

/** The answer of an action that has nothing else to say. */
export function success(code: number): ApiObject {
  const status = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", code } satisfies Status
  return status
}
