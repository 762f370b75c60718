type Handler = (request: Request) => Response | Promise<Response>

/** The schemes that the app made its own, and where their addresses are in a browser that does not know them. */
class Schemes {
  readonly #privileged = new Set<string>()
  readonly #handlers = new Map<string, Handler>()

  register(scheme: string): void {
    this.#privileged.add(scheme)
  }

  handle(scheme: string, handler: Handler): void {
    if (this.#handlers.has(scheme)) throw new Error(`Scheme "${scheme}" is handled already`)
    this.#handlers.set(scheme, handler)
  }

  handlerOf(url: string): Handler | undefined {
    return this.#handlers.get(new URL(url).protocol.slice(0, -1))
  }

  /** cove-app://screens/index.html → https://screens.cove-app.test/index.html */
  toWeb(url: string): string {
    const [, scheme = "", host = "", rest = ""] = /^([\w-]+):\/\/([^/?#]*)(.*)$/s.exec(url) ?? []
    return this.#privileged.has(scheme) ? `https://${host}.${scheme}.test${rest}` : url
  }

  fromWeb(url: string): string {
    const [, host = "", scheme = "", rest = ""] = /^https:\/\/([^/.]+)\.([\w-]+)\.test(?=[/?#]|$)(.*)$/s.exec(url) ?? []
    return this.#privileged.has(scheme) ? `${scheme}://${host}${rest}` : url
  }
}

export const schemes = new Schemes()
