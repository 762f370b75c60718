import { z } from "zod"
import type { AuditRecord } from "../../bridge/contract/api.ts"

const named = z.object({ metadata: z.object({ name: z.string().optional() }).optional() })

/** Of an audit.k8s.io/v1 Event, what is read here. */
const auditEvent = z.object({
  auditID: z.string(),
  stage: z.string(),
  requestURI: z.string().optional(),
  verb: z.string(),
  user: z.object({ username: z.string().optional() }).optional(),
  impersonatedUser: z.object({ username: z.string().optional() }).optional(),
  userAgent: z.string().optional(),
  objectRef: z
    .object({
      apiGroup: z.string().optional(),
      resource: z.string().optional(),
      subresource: z.string().optional(),
      namespace: z.string().optional(),
      name: z.string().optional(),
      resourceVersion: z.string().optional(),
    })
    .optional(),
  responseStatus: z.object({ code: z.number().optional() }).optional(),
  responseObject: named.optional().catch(undefined),
  requestReceivedTimestamp: z.string(),
})

/**
 * A line of the audit log. Undefined for what shows nothing: requests under way, requests for no object (`/healthz`),
 * dry runs, which change nothing, and what is no audit event, as a line that was cut off when the file was turned over.
 */
export function parseAuditLine(line: string): AuditRecord | undefined {
  const event = auditEvent.safeParse(parseJson(line)).data
  if (event === undefined || event.stage !== "ResponseComplete" || event.objectRef === undefined) return undefined
  if (/[?&]dryRun=/.test(event.requestURI ?? "")) return undefined
  const { apiGroup = "", resource = "", subresource = "", namespace = "", name, resourceVersion = "" } = event.objectRef
  const atMs = Date.parse(event.requestReceivedTimestamp)
  if (Number.isNaN(atMs)) return undefined
  return {
    id: event.auditID,
    atMs,
    user: event.impersonatedUser?.username ?? event.user?.username ?? "",
    userAgent: event.userAgent ?? "",
    verb: event.verb,
    group: apiGroup,
    resource,
    subresource,
    namespace,
    // What was made under a generated name has it only in the answer.
    name: name ?? event.responseObject?.metadata?.name ?? "",
    resourceVersion,
    code: event.responseStatus?.code ?? 0,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
