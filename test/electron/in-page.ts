/** Functions that run in the window's page. They see nothing of this file but what is inside of them. */

/** The few words of a page that they use; the DOM is nothing that the rest of the project may know. */
interface PageWindow {
  readonly bridge: { dial(): Promise<Readonly<Record<string, unknown>>> }
  readonly top: unknown
  open(url: string): { readonly closed: boolean } | null
}

interface PageDocument {
  createElement(name: "iframe"): { src: string; readonly contentWindow: object | null; remove(): void }
  readonly body: { append(element: object): void }
}

declare const window: PageWindow
declare const document: PageDocument
declare const location: { href: string }

/** What a page of ours has that a page does not have by itself. */
export function surface() {
  const frame = document.createElement("iframe")
  document.body.append(frame)
  const usual = new Set(Object.getOwnPropertyNames(frame.contentWindow ?? {}))
  frame.remove()
  const ours = Object.getOwnPropertyNames(window).filter((name) => !usual.has(name) && !/^\d+$/.test(name))
  return {
    ours,
    bridge: Object.getOwnPropertyNames(window.bridge),
    frozen: Object.isFrozen(window.bridge),
    nodejs: ["require", "process", "module", "Buffer"].filter((name) => name in window),
  }
}

/** The members of a line, with what they are. */
export async function membersOfLine(): Promise<readonly string[]> {
  return Object.entries(await window.bridge.dial()).map(([name, member]) => `${name}: ${typeof member}`)
}

/** "a line", or why there is none. */
export function tryToDial(): Promise<string> {
  return window.bridge.dial().then(
    () => "a line",
    (error: unknown) => String(error),
  )
}

/** Opens, embeds and goes to places elsewhere. Answers whether what it opened is closed. */
export async function tryToLeave(elsewhere: string): Promise<boolean> {
  const pause = () => new Promise((resolve) => setTimeout(resolve, 200))
  const opened = window.open(`${elsewhere}opened`)
  const frame = document.createElement("iframe")
  frame.src = `${elsewhere}embedded`
  document.body.append(frame)
  await pause()
  frame.remove()
  location.href = "file:///etc/passwd"
  await pause()
  location.href = `${elsewhere}gone-to`
  await pause()
  return opened === null || opened.closed
}
