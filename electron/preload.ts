/** Runs before the screens in their window, and lends them a line to the host and nothing else. */
import { contextBridge, ipcRenderer } from "electron"
import type { ScreensLine } from "../core/bridge/line.ts"
import type { FromHost } from "../core/bridge/messages.ts"
import { channels } from "./bridge/channels.ts"

contextBridge.exposeInMainWorld("bridge", { dial })

async function dial(): Promise<ScreensLine> {
  const id: number = await ipcRenderer.invoke(channels.dial)
  let receive: (message: FromHost) => void = () => {}
  let closed: () => void = () => {}
  let open = true
  function onMessage(_event: unknown, line: number, message: FromHost): void {
    if (line === id) receive(message)
  }
  function onClose(_event: unknown, line: number): void {
    if (line === id) end()
  }
  function end(): void {
    if (!open) return
    open = false
    ipcRenderer.off(channels.message, onMessage)
    ipcRenderer.off(channels.close, onClose)
    closed()
  }
  ipcRenderer.on(channels.message, onMessage)
  ipcRenderer.on(channels.close, onClose)
  return {
    send: (message) => {
      if (open) ipcRenderer.send(channels.message, id, message)
    },
    onMessage: (listener) => {
      receive = listener
    },
    onClose: (listener) => {
      if (open) closed = listener
      else listener()
    },
    close: () => {
      if (open) ipcRenderer.send(channels.close, id)
      end()
    },
  }
}
