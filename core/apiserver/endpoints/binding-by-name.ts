import { internalError, StatusError } from "../../machinery/status/status-error.ts"
import type { Reviewers } from "../authorization/reviews.ts"
import type { ApiRequest, ApiResponse } from "../request.ts"

/**
 * `POST …/bindings`, the older door to `…/pods/web/binding`: said again at the newer one, where it is authorized and
 * admitted as such.
 */
export function bindingByName(handle: (request: ApiRequest) => Promise<ApiResponse>): Reviewers {
  return {
    Binding: async (binding, { user, namespace, dryRun }) => {
      const name = binding.metadata.name ?? ""
      const answer = await handle({
        method: "POST",
        path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}/binding`,
        query: dryRun ? "dryRun=All" : "",
        headers: { "content-type": "application/json" },
        user,
        body: async () => Buffer.from(JSON.stringify(binding)),
        signal: new AbortController().signal,
      })
      if (!("body" in answer)) throw internalError("a binding was answered with a stream")
      const status = statusIn(answer.body)
      if (answer.status >= 400) throw new StatusError(status)
      return { ...status, metadata: {} }
    },
  }
}

function statusIn(body: Uint8Array | readonly Uint8Array[]): StatusError["status"] {
  const text = Buffer.concat(body instanceof Uint8Array ? [body] : body).toString()
  return JSON.parse(text) as StatusError["status"] // what our own server answers
}
