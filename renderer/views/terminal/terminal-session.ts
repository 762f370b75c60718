import { FitAddon } from "@xterm/addon-fit"
import { SearchAddon } from "@xterm/addon-search"
import { WebLinksAddon } from "@xterm/addon-web-links"
import { Terminal } from "@xterm/xterm"
import type { Theme } from "../../shell/theme.ts"
import { matchColors, terminalTheme } from "./terminal-theme.ts"

export interface TerminalSessionOptions {
  readonly theme: Theme
  readonly mac: boolean
  /** What was typed or pasted. */
  onInput(text: string): void
  onResize(size: { readonly columns: number; readonly rows: number }): void
  onLink(url: string): void
  onSearch(): void
  /** How many places there are of what is looked for, and which of them is shown. */
  onFound(found: Found): void
}

export interface Found {
  /** From 0; -1 while none is shown. */
  readonly at: number
  readonly all: number
}

const scrollbackLines = 5_000

/** xterm.js with what a terminal of ours has: fit, search, links, copy and paste. */
export class TerminalSession {
  readonly #terminal: Terminal
  readonly #fit = new FitAddon()
  readonly #search = new SearchAddon()
  readonly #options: TerminalSessionOptions
  readonly #closed = new AbortController()
  #theme: Theme

  constructor(element: HTMLElement, options: TerminalSessionOptions) {
    this.#options = options
    this.#theme = options.theme
    this.#terminal = new Terminal({
      fontFamily: getComputedStyle(element).getPropertyValue("--font-mono"),
      fontSize: 12.5,
      lineHeight: 1.2,
      cursorBlink: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      cursorStyle: "bar",
      scrollback: scrollbackLines,
      screenReaderMode: true,
      allowProposedApi: true, // the marks of what a search found are one
      macOptionIsMeta: true,
      minimumContrastRatio: 4.5,
      theme: terminalTheme(options.theme),
    })
    this.#terminal.loadAddon(this.#fit)
    this.#terminal.loadAddon(this.#search)
    this.#terminal.loadAddon(new WebLinksAddon((_event, url) => options.onLink(url)))
    this.#terminal.onData(options.onInput)
    this.#terminal.onResize(({ cols, rows }) => options.onResize({ columns: cols, rows }))
    this.#search.onDidChangeResults(({ resultIndex, resultCount }) =>
      options.onFound({ at: resultIndex, all: resultCount }),
    )
    this.#terminal.onSelectionChange(() => this.#copySelection())
    this.#terminal.attachCustomKeyEventHandler((event) => this.#isForProgram(event))
    this.#terminal.open(element)
    this.#takeTextWithoutKeys()
    this.#terminal.textarea?.addEventListener("focus", () => this.tellSize(), { signal: this.#closed.signal })
    this.fit()
  }

  /** Takes the size of its place; does nothing while that is hidden. */
  fit(): void {
    const { element } = this.#terminal
    if (element !== undefined && element.clientHeight > 0) this.#fit.fit()
  }

  /** Another window may show the same program, and have told it another size: the one that is typed in counts. */
  tellSize(): void {
    this.#options.onResize({ columns: this.#terminal.cols, rows: this.#terminal.rows })
  }

  /** Once it is closed it shows nothing more, and waits for nothing. */
  write(text: string): Promise<void> {
    return new Promise((resolve) => {
      if (this.#closed.signal.aborted) return resolve()
      const onClosed = () => resolve()
      this.#closed.signal.addEventListener("abort", onClosed, { once: true })
      this.#terminal.write(text, () => {
        this.#closed.signal.removeEventListener("abort", onClosed)
        resolve()
      })
    })
  }

  reset(): void {
    this.#terminal.reset()
  }

  focus(): void {
    this.#terminal.focus()
  }

  setTheme(theme: Theme): void {
    this.#theme = theme
    this.#terminal.options.theme = terminalTheme(theme)
  }

  find(word: string, direction: "next" | "previous"): void {
    const options = { incremental: direction === "next", decorations: matchColors(this.#theme) }
    if (word === "") this.#search.clearDecorations()
    else if (direction === "next") this.#search.findNext(word, options)
    else this.#search.findPrevious(word, { ...options, incremental: false })
  }

  endSearch(): void {
    this.#search.clearDecorations()
    this.focus()
  }

  close(): void {
    this.#closed.abort(new Error("The terminal's place is gone"))
    this.#terminal.dispose()
  }

  /**
   * Characters that no key was pressed for, as from a palette of emoji or from dictation. In its mode for screen readers,
   * xterm leaves them to whoever wants them.
   */
  #takeTextWithoutKeys(): void {
    const { textarea } = this.#terminal
    const { signal } = this.#closed
    let isKeyDown = false
    textarea?.addEventListener("keydown", () => (isKeyDown = true), { signal })
    textarea?.addEventListener("keyup", () => (isKeyDown = false), { signal })
    textarea?.addEventListener("blur", () => (isKeyDown = false), { signal })
    textarea?.addEventListener(
      "input",
      (event) => {
        const { inputType, data, isComposing } = event as InputEvent // as a text area's are
        if (inputType === "insertText" && data !== null && !isKeyDown && !isComposing) this.#options.onInput(data)
      },
      { signal },
    )
  }

  /** Selecting copies, as in terminals elsewhere. */
  #copySelection(): void {
    const text = this.#terminal.getSelection()
    if (text !== "") navigator.clipboard.writeText(text).catch(() => {}) // a browser may refuse: the selection stays
  }

  /** Ctrl+Shift+C, V and F (with Cmd on a Mac) are the terminal's own keys; all others are the program's. */
  #isForProgram(event: KeyboardEvent): boolean {
    const held = this.#options.mac ? event.metaKey : event.ctrlKey && event.shiftKey
    if (!held || event.type !== "keydown") return true
    switch (event.key.toLowerCase()) {
      case "c":
        this.#copySelection()
        break
      case "v":
        return false // the browser pastes, and nobody has to allow it
      case "f":
        this.#options.onSearch()
        break
      default:
        return true
    }
    event.preventDefault()
    return false
  }
}
