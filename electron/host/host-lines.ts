import type { HostLine } from "../../core/bridge/line.ts"
import type { FromScreens } from "../../core/bridge/messages.ts"
import type { FromHostProcess, ToHost } from "./host-messages.ts"

/** The host's end of the way to main, as far as lines need it. */
export interface MainPort {
  postMessage(message: FromHostProcess): void
  on(event: "message", listener: (event: { readonly data: ToHost }) => void): unknown
}

/** The lines that main opens, taken from the one way that leads to it. `onEnd` is told when main wants the host gone. */
export function takeLines(port: MainPort, take: (line: HostLine) => void, onEnd: () => void): void {
  const lines = new Map<number, TakenLine>()
  const close = (id: number) => {
    const line = lines.get(id)
    lines.delete(id)
    for (const closed of line?.closed ?? []) closed()
  }
  port.on("message", ({ data }) => {
    switch (data.type) {
      case "open": {
        const taken: TakenLine = { receive: () => {}, closed: [] }
        lines.set(data.line, taken)
        take({
          send: (message) => {
            if (lines.has(data.line)) port.postMessage({ type: "message", line: data.line, message })
          },
          onMessage: (listener) => {
            taken.receive = listener
          },
          onClose: (listener) => void taken.closed.push(listener),
          close: () => {
            if (lines.has(data.line)) port.postMessage({ type: "close", line: data.line })
            close(data.line)
          },
        })
        return
      }
      case "message":
        lines.get(data.line)?.receive(data.message)
        return
      case "close":
        close(data.line)
        return
      case "end":
        for (const id of [...lines.keys()]) close(id)
        onEnd()
    }
  })
}

interface TakenLine {
  receive: (message: FromScreens) => void
  readonly closed: (() => void)[]
}
