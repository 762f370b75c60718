import type { App } from "electron"

export interface QuitOptions {
  readonly app: Pick<App, "on" | "exit">
  readonly window: { show(): void; letGo(): void }
  readonly host: { stop(): Promise<void> }
}

/** Without a window the app stays in the tray. When it quits, the host goes first; clusters stay as they are. */
export function quitInOrder({ app, window, host }: QuitOptions): void {
  app.on("window-all-closed", () => {}) // whoever listens is not quit
  app.on("activate", () => window.show())
  app.on("before-quit", () => window.letGo())
  app.on("will-quit", (event) => {
    event.preventDefault()
    host.stop().finally(() => app.exit(0))
  })
}
