import type { App } from "electron"

export interface QuitOptions {
  readonly app: Pick<App, "on" | "exit" | "quit">
  readonly window: { show(): void; letGo(): void }
  readonly host: { stop(): Promise<void> }
  /** Work that would be broken off, in words; empty when there is none. */
  underWay(): readonly string[]
  /** Asks whether to break it off. */
  confirm(work: readonly string[]): Promise<boolean>
}

/** Without a window the app stays in the tray. When it quits, the host goes first; clusters stay as they are. */
export function quitInOrder({ app, window, host, underWay, confirm }: QuitOptions): void {
  let confirmed = false
  let asking = false
  app.on("window-all-closed", () => {}) // whoever listens is not quit
  app.on("activate", () => window.show())
  app.on("before-quit", (event) => {
    const work = confirmed ? [] : underWay()
    if (work.length === 0) return window.letGo()
    event.preventDefault()
    if (asking) return
    asking = true
    confirm(work)
      .then((yes) => {
        confirmed = yes
        if (yes) app.quit()
      })
      .finally(() => {
        asking = false
      })
  })
  app.on("will-quit", (event) => {
    event.preventDefault()
    host.stop().finally(() => app.exit(0))
  })
}
