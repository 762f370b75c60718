import { once } from "node:events"
import { createServer } from "node:http"

export interface Elsewhere extends AsyncDisposable {
  readonly url: string
  /** The paths that were asked for, but for the page itself. */
  readonly asked: readonly (string | undefined)[]
}

/** A server of somebody else's, on this machine so that it answers without a network. */
export async function serveElsewhere(): Promise<Elsewhere> {
  const asked: (string | undefined)[] = []
  const server = createServer((request, response) => {
    if (request.url !== "/" && request.url !== "/favicon.ico") asked.push(request.url)
    response.setHeader("content-type", "text/html")
    response.end("<h1>Elsewhere</h1>")
  }).listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  const port = typeof address === "object" ? address?.port : undefined
  return {
    asked,
    url: `http://127.0.0.1:${port}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
