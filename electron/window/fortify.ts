import type { App, IpcMainEvent, IpcMainInvokeEvent, Session, WebContents } from "electron"
import type { Log } from "../../core/base/log.ts"
import { screensOrigin } from "../screens/serve-screens.ts"

export interface FortifyOptions {
  readonly app: Pick<App, "on">
  readonly session: Pick<Session, "setPermissionRequestHandler" | "setPermissionCheckHandler">
  /** Opens an address in the person's browser. */
  openLink(url: string): void
  readonly log: Log
}

/** What our own screens may do beyond showing themselves: copy, and paste into a terminal. */
const allowed = new Set(["clipboard-read", "clipboard-sanitized-write"])

/**
 * Holds every page there will ever be to our own screens: a link leads to the browser, nothing else is gone to, no
 * window opens, nothing is embedded, and no page may use the machine.
 */
export function fortify({ app, session, openLink, log }: FortifyOptions): void {
  session.setPermissionRequestHandler((_page, permission, answer, { requestingUrl, isMainFrame }) =>
    answer(allowed.has(permission) && isMainFrame && isScreens(requestingUrl)),
  )
  session.setPermissionCheckHandler(
    (_page, permission, requesting, { isMainFrame }) => allowed.has(permission) && isMainFrame && isScreens(requesting),
  )
  app.on("web-contents-created", (_event, page) => {
    const refuse = (event: { readonly url: string; preventDefault(): void }) => {
      if (isScreens(event.url)) return
      event.preventDefault()
      log.warn("Refused to leave the screens", { url: event.url })
    }
    page.on("will-navigate", (event) => {
      refuse(event)
      if (isWebLink(event.url)) openLink(event.url)
    })
    page.on("will-frame-navigate", refuse)
    page.on("will-redirect", refuse)
    page.on("will-attach-webview", (event) => event.preventDefault())
    page.setWindowOpenHandler(({ url }) => {
      if (isWebLink(url)) openLink(url)
      return { action: "deny" }
    })
  })
}

/** Whether a message comes from our screens, in the top frame of the given page. */
export function isFromScreens(event: IpcMainEvent | IpcMainInvokeEvent, page: WebContents | undefined): boolean {
  const { sender, senderFrame } = event
  return sender === page && senderFrame !== null && senderFrame.parent === null && senderFrame.origin === screensOrigin
}

function isScreens(url: string): boolean {
  return url === screensOrigin || url.startsWith(`${screensOrigin}/`)
}

function isWebLink(url: string): boolean {
  return URL.canParse(url) && ["http:", "https:"].includes(new URL(url).protocol)
}
