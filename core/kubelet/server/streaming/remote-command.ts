import { Buffer } from "node:buffer"
import type { RawData, WebSocket } from "ws"
import type { StreamOptions } from "../../../cri/runtime.ts"
import type { SpdyStream } from "../spdy/spdy-client.ts"
import { SpdyClient } from "../spdy/spdy-client.ts"
import { upgradeToRuntime } from "./runtime-connection.ts"
import { sendPaced } from "./websocket.ts"

/**
 * WebSocket subprotocols of exec and attach, the best first. v5 can say "no more input" (channel 255), the others
 * cannot; the base64 ones are for clients that have text frames only (KEP-4006).
 */
export const remoteCommandProtocols = [
  "v5.channel.k8s.io",
  "v4.channel.k8s.io",
  "v4.base64.channel.k8s.io",
  "channel.k8s.io",
  "base64.channel.k8s.io",
] as const

const channels = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4, close: 255 } as const

/**
 * Joins a client's WebSocket with the runtime's SPDY streams, channel by channel. The runtime's own WebSocket has no way
 * to end the input, which `kubectl cp` and every pipe into `kubectl exec` need.
 */
export async function joinRemoteCommand(ws: WebSocket, url: URL, options: StreamOptions): Promise<void> {
  const base64 = ws.protocol.includes("base64")
  const { socket } = await upgradeToRuntime(url, {
    upgrade: "SPDY/3.1",
    "x-stream-protocol-version": "v4.channel.k8s.io",
  })
  const spdy = new SpdyClient(socket)
  ws.on("close", () => spdy.close())
  ws.on("error", () => spdy.close())

  const open = (streamtype: string) => spdy.open({ streamtype })
  const error = await open("error")
  const stdin = options.stdin ? await open("stdin") : undefined
  const stdout = options.stdout ? await open("stdout") : undefined
  const stderr = options.stderr && !options.tty ? await open("stderr") : undefined
  const resize = options.tty ? await open("resize") : undefined

  const send = (channel: number, bytes: Uint8Array) => sendPaced(ws, frame(channel, bytes, base64), spdy)
  takeInput(ws, { stdin, resize, base64 })
  ws.resume()
  // Clients wait for a first frame to know that the streams are there.
  send(
    stdout !== undefined ? channels.stdout : stderr !== undefined ? channels.stderr : channels.error,
    Buffer.alloc(0),
  )

  await Promise.all([
    drain(error, (bytes) => send(channels.error, bytes)),
    drain(stdout, (bytes) => send(channels.stdout, bytes)),
    drain(stderr, (bytes) => send(channels.stderr, bytes)),
  ])
  ws.close(1000)
  spdy.close()
}

interface Inputs {
  readonly stdin: SpdyStream | undefined
  readonly resize: SpdyStream | undefined
  readonly base64: boolean
}

function takeInput(ws: WebSocket, { stdin, resize, base64 }: Inputs): void {
  ws.on("message", (data: RawData) => {
    const message = toBuffer(data)
    const channel = base64 ? Number(message.subarray(0, 1).toString()) : message[0]
    const body = base64 ? Buffer.from(message.subarray(1).toString(), "base64") : message.subarray(1)
    if (channel === channels.close && body[0] === channels.stdin) stdin?.end()
    const target = channel === channels.stdin ? stdin : channel === channels.resize ? resize : undefined
    if (target === undefined || body.length === 0) return
    ws.pause()
    target.write(body).then(
      () => ws.resume(),
      () => ws.terminate(),
    )
  })
}

function drain(stream: SpdyStream | undefined, take: (bytes: Uint8Array) => void): Promise<void> {
  if (stream === undefined) return Promise.resolve()
  return new Promise((resolve) => stream.onData((bytes) => (bytes === undefined ? resolve() : take(bytes))))
}

function frame(channel: number, bytes: Uint8Array, base64: boolean): Buffer {
  if (base64) return Buffer.from(`${channel}${Buffer.from(bytes).toString("base64")}`)
  return Buffer.concat([Buffer.from([channel]), bytes])
}

export function toBuffer(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? Buffer.from(data) : data
}
