import { alivePath } from "../../core/bridge/alive-path.ts"
import { decodeFrame, encodeFrame } from "../../core/bridge/frames.ts"
import type { ScreensLine } from "../../core/bridge/line.ts"
import type { FromHost } from "../../core/bridge/messages.ts"
import { type Bridge, BridgeClient } from "../../core/bridge/screens.ts"
import { browserClock } from "./browser-clock.ts"

/** What the preload script lends the screens in the app's own window: nothing but a line. */
export interface WindowBridge {
  /** Resolves when the host listens. */
  dial(): Promise<ScreensLine>
}

/** The bridge to the host, over what there is: the app's own line, or a WebSocket to who served the screens. */
export function openBridge(): Bridge {
  const { bridge } = window as { readonly bridge?: WindowBridge } // the preload script's, where there is one
  if (bridge === undefined) window.addEventListener("hashchange", beginAnewWithToken)
  return new BridgeClient({ clock: browserClock, dial: () => (bridge === undefined ? dialWebSocket() : bridge.dial()) })
}

/** Whether who served this page is there and does not let it in: its token is missing, or of another time. */
export async function isRefused(signal: AbortSignal): Promise<boolean> {
  if ("bridge" in window) return false
  try {
    const headers = { authorization: `Bearer ${token()}` }
    return (await fetch(alivePath, { headers, signal, cache: "no-store" })).status === 401
  } catch {
    return false // nobody is there
  }
}

const tokenInAddress = /[#&]token=([\w-]+)/

/**
 * The address that `cove dashboard` prints has the token behind its #, which browsers send to nobody. It is kept for
 * this tab alone, and leaves the address bar.
 */
function token(): string {
  const found = tokenInAddress.exec(location.hash)?.[1]
  if (found !== undefined) {
    sessionStorage.setItem("token", found)
    history.replaceState(undefined, "", location.pathname)
  }
  return sessionStorage.getItem("token") ?? ""
}

/** Somebody put the whole address into the tab that shows us already: that alone loads nothing. */
function beginAnewWithToken(): void {
  if (!tokenInAddress.test(location.hash)) return
  token()
  location.reload()
}

/** The token goes as a protocol's name: a WebSocket of a browser has no headers of its own. */
function dialWebSocket(): Promise<ScreensLine> {
  const socket = new WebSocket(`ws://${location.host}/bridge`, ["cove.bridge", `token.${token()}`])
  socket.binaryType = "arraybuffer"
  return new Promise((resolve, reject) => {
    socket.onerror = () => reject(new Error("The host does not answer"))
    socket.onopen = () => resolve(lineOver(socket))
  })
}

function lineOver(socket: WebSocket): ScreensLine {
  return {
    send: (message) => {
      const frame = encodeFrame(message)
      if (socket.readyState === WebSocket.OPEN) socket.send(typeof frame === "string" ? frame : new Uint8Array(frame))
    },
    onMessage: (listener) => {
      socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) =>
        listener(decodeFrame(typeof data === "string" ? data : new Uint8Array(data)) as FromHost) // the host's own words
    },
    onClose: (listener) => socket.addEventListener("close", () => listener(), { once: true }),
    close: () => socket.close(),
  }
}
