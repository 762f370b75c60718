import type { Socket } from "node:net"
import { WebSocket } from "ws"
import type { Clock, Timer } from "../../base/clock.ts"
import type { ApiAccess } from "../../cluster/deps.ts"

/** One port of one pod, through the API server. */
export interface PodPort {
  readonly namespace: string
  readonly pod: string
  readonly port: number
}

/** The protocol in which every frame begins with its channel: data and errors, two channels a port. */
const protocol = "v4.channel.k8s.io"
const dataChannel = 0
const dialWithinMs = 10_000
/** What may wait for a slow reader before its writer is told to pause. */
const waitingBytesMax = 1024 * 1024
/**
 * The protocol cannot say that one side has ended and still listens. So after the near side's end the far one may finish
 * what it is saying, and after so long a silence it is over.
 */
const lastWordsMs = 5_000

/** Opens it. Rejects when the API server refuses, or does not answer. */
export function dialPod({ server, ca, certificate, key }: ApiAccess, at: PodPort): Promise<WebSocket> {
  const path = `/api/v1/namespaces/${encodeURIComponent(at.namespace)}/pods/${encodeURIComponent(at.pod)}/portforward`
  const ws = new WebSocket(`${server.replace(/^http/, "ws")}${path}?ports=${at.port}`, [protocol], {
    ca,
    cert: certificate,
    key,
    handshakeTimeout: dialWithinMs,
    perMessageDeflate: false,
  })
  return new Promise((resolve, reject) => {
    ws.once("open", () => {
      ws.pause() // until somebody listens
      ws.off("error", reject)
      resolve(ws)
    })
    ws.once("error", reject)
    ws.once("unexpected-response", (_request, response) => {
      ws.terminate()
      reject(new ForwardError(`The API server refused the connection to pod "${at.pod}": ${response.statusCode}`))
    })
  })
}

/** Why a connection could not be led on. */
export class ForwardError extends Error {
  override readonly name = "ForwardError"
}

/** Joins a local connection with a pod's, until both are closed. Resolves to what the node said of a failure, if anything. */
export async function joinPod(socket: Socket, ws: WebSocket, clock: Clock): Promise<string | undefined> {
  const channels = new Channels()
  let silence: Timer | undefined
  const waitForLastWords = () => {
    silence?.cancel()
    silence = clock.after(lastWordsMs, () => ws.close())
  }
  const closed = Promise.withResolvers<void>()
  ws.on("message", (data) => {
    if (silence !== undefined) waitForLastWords()
    const bytes = channels.dataOf(data as Buffer) // the binary type is the library's own: one buffer a message
    if (bytes !== undefined && !socket.write(bytes)) pauseUntilDrained(ws, socket)
  })
  ws.on("error", () => ws.terminate())
  ws.on("close", () => closed.resolve())
  socket.on("data", (bytes: Buffer) => sendPaced(ws, socket, bytes))
  socket.on("end", waitForLastWords)
  socket.on("error", () => ws.terminate())
  socket.on("close", () => ws.close())
  if (ws.readyState === ws.OPEN) ws.resume()
  else closed.resolve()
  socket.resume()
  await closed.promise
  silence?.cancel()
  if (channels.failure === undefined) socket.end()
  else socket.destroy()
  return channels.failure
}

/** Failures longer than this are cut. */
const failureMax = 2_000

/** Tells frames apart. The first of each channel only names the port, in two bytes. */
class Channels {
  readonly #begun = new Set<number>()
  /** What came over the channel of errors. */
  failure: string | undefined

  /** What the pod said; undefined when the frame is about something else. */
  dataOf(frame: Buffer): Buffer | undefined {
    const [channel] = frame
    if (channel === undefined) return undefined
    const bytes = frame.subarray(1)
    if (!this.#begun.has(channel)) {
      this.#begun.add(channel)
      return undefined
    }
    if (channel === dataChannel) return bytes
    this.failure = `${this.failure ?? ""}${bytes.toString()}`.slice(0, failureMax)
    return undefined
  }
}

function sendPaced(ws: WebSocket, socket: Socket, bytes: Buffer): void {
  if (ws.readyState !== ws.OPEN) return
  ws.send(Buffer.concat([Buffer.of(dataChannel), bytes]), () => {
    if (ws.bufferedAmount < waitingBytesMax) socket.resume()
  })
  if (ws.bufferedAmount >= waitingBytesMax) socket.pause()
}

function pauseUntilDrained(ws: WebSocket, socket: Socket): void {
  ws.pause()
  socket.once("drain", () => ws.resume())
}
