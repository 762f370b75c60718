import { once } from "node:events"
import { createServer, get } from "node:http"
import type { AddressInfo } from "node:net"
import { expect, test } from "vitest"
import { tunnelProtocol } from "./port-forward-tunnel.ts"
import { acceptWebSocket, offeredProtocols } from "./websocket.ts"

/** What a client that offers these is answered. */
async function answerTo(offered: string | undefined): Promise<string | undefined> {
  const server = createServer()
  server.on("upgrade", (request, socket, head) => {
    const [protocol = ""] = offeredProtocols(request)
    acceptWebSocket({ request, socket, head }, protocol).then((ws) => ws.terminate())
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo // it listens on TCP
  const key = Buffer.alloc(16).toString("base64")
  const headers = {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": key,
    ...(offered === undefined ? {} : { "sec-websocket-protocol": offered }),
  }
  const asking = get({ host: "127.0.0.1", port, headers, agent: false })
  const [answer, socket] = await once(asking, "upgrade")
  socket.destroy()
  server.close()
  return answer.headers["sec-websocket-protocol"]
}

test("a protocol is accepted whatever its letters", async () => {
  expect(await answerTo("v5.channel.k8s.io, v4.channel.k8s.io")).toBe("v5.channel.k8s.io")
  expect(await answerTo(tunnelProtocol)).toBe("SPDY/3.1+portforward.k8s.io")
})

test("who offers none is answered none", async () => {
  expect(await answerTo(undefined)).toBeUndefined()
})
