import type { RequestInfo } from "../request.ts"

const streams: readonly string[] = ["attach", "exec", "proxy", "log", "portforward"]

/** Watches, and streams to a node: they last as long as both sides like. */
export function isLongRunning(info: RequestInfo): boolean {
  return info.isResource && (info.verb === "watch" || streams.includes(info.subresource))
}
