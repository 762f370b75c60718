import type { Services } from "../../bridge/host.ts"
import type { DesktopDeps } from "../deps.ts"
import { Operations } from "./operations.ts"
import { newRunRequest } from "./run-request.ts"

type OperationServices = Pick<
  Services,
  "operations.run" | "operations.watch" | "operations.cancel" | "operations.dismiss"
>

/** Work on clusters as the screens order it and see it go on. */
export function newOperationServices(operations: Operations): OperationServices {
  return {
    "operations.run": async (request) => ({ id: operations.begin(request) }),
    "operations.watch": (_input, { signal }) => operations.follow(signal),
    "operations.cancel": async ({ id }) => operations.cancel(id),
    "operations.dismiss": async ({ id }) => operations.dismiss(id),
  }
}

/** The list that operations and clusters share. */
export function newOperations(deps: DesktopDeps): Operations {
  const { clock, random, signal } = deps
  const explain = (error: unknown) => deps.explain(error)
  return new Operations({ clock, random, signal, explain, run: newRunRequest(deps.cluster) })
}
