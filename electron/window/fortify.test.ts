import { EventEmitter } from "node:events"
import { describe, expect, it } from "vitest"
import { silentLog } from "../../core/base/log.ts"
import { fortify } from "./fortify.ts"

type Ask = (page: null, permission: string, answer: (yes: boolean) => void, details: object) => void
type Check = (page: null, permission: string, origin: string, details: object) => boolean
type Open = (details: { readonly url: string }) => { readonly action: string }

/** A page that can be asked to go somewhere. */
class FakePage extends EventEmitter {
  open: Open = () => ({ action: "allow" })

  setWindowOpenHandler(open: Open): void {
    this.open = open
  }

  /** Whether it may go there. */
  goes(event: string, url: string): boolean {
    let refused = false
    this.emit(event, { url, preventDefault: () => (refused = true) })
    return !refused
  }
}

function setUp() {
  const app = new EventEmitter()
  const opened: string[] = []
  let ask: Ask = () => {}
  let check: Check = () => true
  const session = {
    setPermissionRequestHandler: (given: unknown) => {
      ask = given as Ask
    },
    setPermissionCheckHandler: (given: unknown) => {
      check = given as Check
    },
  }
  fortify({ app: app as never, session: session as never, openLink: (url) => void opened.push(url), log: silentLog })
  const page = new FakePage()
  app.emit("web-contents-created", {}, page)
  const may = (permission: string, url: string, isMainFrame = true) => {
    let asked: boolean | undefined
    ask(null, permission, (yes) => (asked = yes), { requestingUrl: url, isMainFrame })
    return [asked, check(null, permission, url, { isMainFrame })]
  }
  return { page, opened, may }
}

const screens = "cove-app://screens/index.html"

describe("every page", () => {
  it("may copy and paste when it is ours, and nothing else", () => {
    const { may } = setUp()
    expect(may("clipboard-sanitized-write", screens)).toEqual([true, true])
    expect(may("clipboard-read", screens)).toEqual([true, true])
    for (const permission of ["media", "geolocation", "notifications", "openExternal", "fullscreen", "hid"]) {
      expect(may(permission, screens)).toEqual([false, false])
    }
    expect(may("clipboard-read", "https://example.com/")).toEqual([false, false])
    expect(may("clipboard-read", "cove-app://screens.example.com/")).toEqual([false, false])
    expect(may("clipboard-read", screens, false)).toEqual([false, false])
  })

  it("goes to our screens and nowhere else, whoever asks", () => {
    const { page } = setUp()
    const elsewhere = [
      "https://example.com/",
      "file:///etc/passwd",
      "cove-app://screens.evil/",
      "javascript:1",
      "data:,x",
    ]
    for (const event of ["will-navigate", "will-frame-navigate", "will-redirect"]) {
      expect(page.goes(event, screens)).toBe(true)
      for (const url of elsewhere) expect(page.goes(event, url)).toBe(false)
    }
  })

  it("opens no window; a link leads to the browser, once, and only a link does", () => {
    const { page, opened } = setUp()
    expect(page.open({ url: "https://kubernetes.io/docs" })).toEqual({ action: "deny" })
    expect(page.open({ url: "file:///etc/passwd" })).toEqual({ action: "deny" })
    expect(page.open({ url: "smb://example.com/share" })).toEqual({ action: "deny" })
    const clicked = "http://example.com/"
    page.goes("will-frame-navigate", clicked)
    page.goes("will-navigate", clicked)
    expect(opened).toEqual(["https://kubernetes.io/docs", clicked])
  })

  it("embeds nothing", () => {
    const { page } = setUp()
    let refused = false
    page.emit("will-attach-webview", { preventDefault: () => (refused = true) })
    expect(refused).toBe(true)
  })
})
