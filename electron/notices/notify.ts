import { Notification } from "electron"
import type { News } from "./news.ts"

export interface NotifyOptions {
  /** Whether somebody looks at the window, and sees it there. */
  attended(): boolean
  /** Whether the person wants to be told. */
  wanted(): boolean
  open(route: string): void
}

/** Shows news to who does not look at the window; a click leads to where it can be read. */
export function notify(news: readonly News[], { attended, wanted, open }: NotifyOptions): void {
  if (attended() || !wanted() || !Notification.isSupported()) return
  for (const { title, body, route } of news) {
    const notification = new Notification({ title, body })
    notification.on("click", () => open(route))
    notification.show()
  }
}
