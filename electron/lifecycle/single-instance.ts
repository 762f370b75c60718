import type { App } from "electron"
import { linkScheme, routeIn, routeOf } from "../links/deep-links.ts"

export interface InstanceOptions {
  readonly app: Pick<App, "requestSingleInstanceLock" | "quit" | "on" | "setAsDefaultProtocolClient" | "isPackaged">
  /** Shows the window, and the screen that a link led to. */
  open(route?: string): void
}

/**
 * One app per person: a second start hands its arguments to the first, shows its window and ends. Links come the same
 * way, and on macOS by an event, which may be there before the app is ready. False: this is the second.
 */
export function holdSingleInstance({ app, open }: InstanceOptions): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return false
  }
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme)
  app.on("second-instance", (_event, args) => open(routeIn(args)))
  app.on("open-url", (event, url) => {
    event.preventDefault()
    open(routeOf(url))
  })
  return true
}
