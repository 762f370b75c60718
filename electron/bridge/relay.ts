import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents } from "electron"
import type { Log } from "../../core/base/log.ts"
import type { ScreensLine } from "../../core/bridge/line.ts"
import type { FromScreens } from "../../core/bridge/messages.ts"
import { channels } from "./channels.ts"

export interface RelayOptions {
  readonly ipcMain: Pick<IpcMain, "handle" | "on">
  /** Opens a line to the host. */
  dial(): Promise<ScreensLine>
  /** Whether a message comes from our screens, in the top frame of our window. */
  isOurs(event: IpcMainEvent | IpcMainInvokeEvent): boolean
  readonly log: Log
}

/**
 * Carries messages between the window's page and the host. A page has one line at a time: one that dials anew, because
 * it was loaded anew, has let go of the one before.
 */
export function relayBridge({ ipcMain, dial, isOurs, log }: RelayOptions): void {
  const lines = new Map<WebContents, PageLine>()
  const known = new WeakSet<WebContents>()
  let nextId = 1

  function lineOf(event: IpcMainEvent, id: unknown): ScreensLine | undefined {
    if (!isOurs(event)) {
      log.warn("Ignored a message of a page that is not ours", { url: event.senderFrame?.url })
      return undefined
    }
    const held = lines.get(event.sender)
    return held?.id === id ? held?.line : undefined
  }

  function drop(page: WebContents): void {
    const held = lines.get(page)
    lines.delete(page)
    held?.line.close()
  }

  ipcMain.handle(channels.dial, async (event) => {
    if (!isOurs(event)) {
      log.warn("Refused a line to a page that is not ours", { url: event.senderFrame?.url })
      throw new Error("There is no line for this page")
    }
    const page = event.sender
    drop(page)
    if (!known.has(page)) {
      known.add(page)
      page.on("render-process-gone", () => drop(page))
      page.on("destroyed", () => drop(page))
    }
    const line = await dial()
    drop(page) // one that was dialled meanwhile
    const id = nextId++
    lines.set(page, { id, line })
    connect(page, { id, line }, () => {
      if (lines.get(page)?.id === id) lines.delete(page)
    })
    return id
  })
  ipcMain.on(channels.message, (event, id: unknown, content: unknown) => {
    lineOf(event, id)?.send(content as FromScreens) // the host reads it before it believes that
  })
  ipcMain.on(channels.close, (event, id: unknown) => {
    if (lineOf(event, id) !== undefined) drop(event.sender)
  })
}

interface PageLine {
  readonly id: number
  readonly line: ScreensLine
}

/** What the host says goes to the page, while there is one. */
function connect(page: WebContents, { id, line }: PageLine, ended: () => void): void {
  line.onMessage((message) => {
    if (!page.isDestroyed()) page.send(channels.message, id, message)
  })
  line.onClose(() => {
    ended()
    if (!page.isDestroyed()) page.send(channels.close, id)
  })
}
