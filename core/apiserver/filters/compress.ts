import { promisify } from "node:util"
import { gzip } from "node:zlib"
import type { ApiResponse } from "../request.ts"
import type { Filter } from "./filter.ts"

/** What is not larger than this is sent as it is (k8s.io/apiserver `defaultGzipThresholdBytes`). */
const mostPlainBytes = 128 * 1024

/** The quickest: the bytes are the same again and again, so that more effort gains little. */
const level = 1

/** Large answers for who reads gzip. The work is done beside the event loop. */
export const compress: Filter = async (exchange, next) => {
  const answer = await next(exchange)
  if (!takesGzip(exchange.request.headers["accept-encoding"] ?? "")) return answer
  if (!("body" in answer) || "content-encoding" in answer.headers || lengthOf(answer.body) <= mostPlainBytes) {
    return answer
  }
  const whole = answer.body instanceof Uint8Array ? answer.body : Buffer.concat(answer.body)
  return { ...answer, headers: withEncoding(answer.headers), body: await gzipped(whole, { level }) }
}

const gzipped = promisify<Uint8Array, { readonly level: number }, Uint8Array>(gzip)

/** Kubernetes looks for the bare word: one with a weight is none. */
function takesGzip(accepted: string): boolean {
  return accepted.includes("gzip") && accepted.split(",").some((each) => each.trim() === "gzip")
}

function withEncoding(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const vary = headers["vary"] === undefined ? "Accept-Encoding" : `${headers["vary"]}, Accept-Encoding`
  return { ...headers, "content-encoding": "gzip", vary }
}

function lengthOf(body: Extract<ApiResponse, { readonly body: unknown }>["body"]): number {
  return body instanceof Uint8Array ? body.length : body.reduce((sum, part) => sum + part.length, 0)
}
