/** One line of the audit log, as Kubernetes writes it: audit.k8s.io/v1 Event. */
export interface AuditEvent {
  readonly kind: "Event"
  readonly apiVersion: "audit.k8s.io/v1"
  readonly level: "Metadata"
  readonly auditID: string
  readonly stage: "ResponseComplete" | "Panic"
  readonly requestURI: string
  readonly verb: string
  /** Who asked, before any impersonation. */
  readonly user: AuditUser
  readonly impersonatedUser?: AuditUser
  readonly sourceIPs: readonly string[]
  readonly userAgent?: string
  readonly objectRef?: AuditObjectReference
  readonly responseStatus: AuditStatus
  readonly requestReceivedTimestamp: string
  readonly stageTimestamp: string
  readonly annotations?: Readonly<Record<string, string>>
}

export interface AuditUser {
  readonly username: string
  readonly uid?: string
  readonly groups: readonly string[]
  readonly extra?: Readonly<Record<string, readonly string[]>>
}

export interface AuditObjectReference {
  readonly resource: string
  readonly namespace?: string
  readonly name?: string
  readonly uid?: string
  readonly apiGroup?: string
  readonly apiVersion: string
  readonly resourceVersion?: string
  readonly subresource?: string
}

/** A metav1.Status without what is said of success. */
export interface AuditStatus {
  readonly metadata: Readonly<Record<string, never>>
  readonly status?: "Failure"
  readonly message?: string
  readonly reason?: string
  readonly code: number
}
