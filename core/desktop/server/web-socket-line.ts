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
        const message = decode(content, isBinary)
        if (message === undefined) socket.close()
        else listener(message as FromScreens) // as `serveBridge` makes sure
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

/** Undefined for what is no frame. What is in it is read by who answers. */
function decode(content: RawData, isBinary: boolean): unknown {
  const bytes = Array.isArray(content) ? Buffer.concat(content) : new Uint8Array(content)
  try {
    return decodeFrame(isBinary ? bytes : new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
