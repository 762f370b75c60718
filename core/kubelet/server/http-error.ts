/** A failure that is told to the client in plain text, as the kubelet's own endpoints do. */
export class HttpError extends Error {
  override readonly name = "HttpError"
  readonly code: number

  constructor(code: number, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
