/** Why the runtime did not do it. The message is the runtime's own: pod statuses and events quote it. */
export class RuntimeError extends Error {
  override readonly name = "RuntimeError"
  readonly code: RuntimeErrorCode

  constructor(code: RuntimeErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** What the kubelet tells apart. */
export type RuntimeErrorCode = "not-found" | "already-exists" | "deadline-exceeded" | "unavailable" | "unknown"

export function isRuntimeNotFound(error: unknown): error is RuntimeError {
  return error instanceof RuntimeError && error.code === "not-found"
}
