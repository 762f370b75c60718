import type { RawData, WebSocket } from "ws"
import type { Clock } from "../../base/clock.ts"
import { decodeFrame, encodeFrame } from "../../bridge/frames.ts"
import type { HostLine } from "../../bridge/line.ts"
import type { FromScreens } from "../../bridge/messages.ts"

/** The largest message that is taken. */
export const messageBytesMax = 64 * 1024 * 1024

/**
 * What may wait to be sent. The credit of each stream bounds what a slow reader makes the host hold: 64 items of each.
 * Screens that let this much pile up all the same do not read at all; they are cut off, and begin anew.
 */
const unsentBytesMax = 256 * 1024 * 1024

const pingEveryMs = 20_000

/** A line over a WebSocket. A browser that does not answer a ping until the next is gone. */
export function lineOverWebSocket(socket: WebSocket, clock: Clock): HostLine {
  watchOver(socket, clock)
  return {
    send: (message) => {
      if (socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > unsentBytesMax) socket.terminate()
      else socket.send(encodeFrame(message))
    },
    onMessage: (listener) => {
      socket.on("message", (content, isBinary) => {
        const message = parseMessage(content, isBinary)
        if (message === undefined) socket.close(1003, "No message of the bridge")
        else listener(message)
      })
    },
    onClose: (listener) => void socket.once("close", () => listener()),
    close: () => socket.close(),
  }
}

function watchOver(socket: WebSocket, clock: Clock): void {
  let answered = true
  socket.on("pong", () => (answered = true))
  socket.on("error", () => socket.terminate()) // "close" follows
  const ping = () => {
    if (!answered) return socket.terminate()
    answered = false
    socket.ping()
    timer = clock.after(pingEveryMs, ping)
  }
  let timer = clock.after(pingEveryMs, ping)
  socket.once("close", () => timer.cancel())
}

/** Who sends has shown the token, and may still send nonsense. What is asked is read by the contract's own schemas. */
function parseMessage(content: RawData, isBinary: boolean): FromScreens | undefined {
  const bytes = Array.isArray(content) ? Buffer.concat(content) : new Uint8Array(content)
  try {
    const message = decodeFrame(isBinary ? bytes : new TextDecoder().decode(bytes))
    return isFromScreens(message) ? message : undefined
  } catch {
    return undefined
  }
}

function isFromScreens(message: unknown): message is FromScreens {
  if (typeof message !== "object" || message === null) return false
  const { type, id, method, credit } = message as Readonly<Record<string, unknown>> // an object, as just seen
  if (!Number.isSafeInteger(id)) return false
  switch (type) {
    case "call":
      return typeof method === "string"
    case "open":
      return typeof method === "string" && Number.isSafeInteger(credit)
    case "more":
      return Number.isSafeInteger(credit)
    default:
      return type === "cancel"
  }
}
