import type { WebSocket } from "ws"
import { toBuffer } from "./remote-command.ts"
import { upgradeToRuntime } from "./runtime-connection.ts"
import { sendPaced } from "./websocket.ts"

/** The WebSocket subprotocol under which kubectl sends whole SPDY/3.1 connections in binary frames (KEP-4006). */
export const tunnelProtocol = "SPDY/3.1+portforward.k8s.io"

/** Unwraps the SPDY connection inside and joins it with the runtime's. */
export async function joinPortForwardTunnel(ws: WebSocket, url: URL): Promise<void> {
  const { socket } = await upgradeToRuntime(url, {
    upgrade: "SPDY/3.1",
    "x-stream-protocol-version": "portforward.k8s.io",
  })
  ws.on("message", (data) => {
    if (!socket.writable || socket.write(toBuffer(data))) return
    ws.pause()
    socket.once("drain", () => ws.resume())
  })
  socket.on("data", (bytes: Buffer) => sendPaced(ws, bytes, socket))
  socket.on("close", () => ws.close(1000))
  socket.on("error", () => ws.terminate())
  ws.on("close", () => socket.destroy())
  ws.resume()
  ws.on("error", () => socket.destroy())
}
