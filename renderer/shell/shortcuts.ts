import type { Clock, Timer } from "../../core/base/clock.ts"

/** Keys that are down together. */
export interface Chord {
  readonly key: string
  readonly mod: boolean
  readonly ctrl: boolean
  readonly alt: boolean
  readonly shift: boolean
}

/** Of a KeyboardEvent, what a shortcut is made of. */
export interface Key {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/** "g c" → two chords, one after the other; "mod+shift+f" → one. */
export function parseShortcut(text: string): readonly Chord[] {
  return text.split(" ").map((chord) => {
    const words = chord.toLowerCase().split("+")
    const held = words.slice(0, -1)
    return {
      key: words.at(-1) ?? "",
      mod: held.includes("mod"),
      ctrl: held.includes("ctrl"),
      alt: held.includes("alt"),
      shift: held.includes("shift"),
    }
  })
}

/** Whether a key is the chord's. Signs such as "?" need Shift on some keyboards and not on others: it does not count. */
export function matchesChord(chord: Chord, key: Key, mac: boolean): boolean {
  const isBackquote = key.code === "Backquote" // where it writes accents it has no sign of its own
  const pressed = isBackquote ? "`" : key.key.toLowerCase()
  const isSign = !isBackquote && pressed.length === 1 && pressed.toUpperCase() === pressed.toLowerCase()
  return (
    pressed === chord.key &&
    key.ctrlKey === (chord.ctrl || (chord.mod && !mac)) &&
    key.metaKey === (chord.mod && mac) &&
    key.altKey === chord.alt &&
    (isSign || key.shiftKey === chord.shift)
  )
}

/** How long the second key of a sequence may take. */
const sequenceMs = 1_200

export interface Shortcut {
  readonly chords: readonly Chord[]
  run(): void
}

/** Reads keys one by one, and runs what they stand for. */
export class ShortcutReader {
  readonly #clock: Clock
  readonly #mac: boolean
  /** The keys that may become a sequence. */
  #typed: readonly Key[] = []
  #forget: Timer | undefined

  constructor(options: { readonly clock: Clock; readonly mac: boolean }) {
    this.#clock = options.clock
    this.#mac = options.mac
  }

  /** Whether the key was one of a shortcut's, and nobody else should have it. */
  press(key: Key, shortcuts: readonly Shortcut[]): boolean {
    if (["Shift", "Control", "Alt", "Meta"].includes(key.key)) return false
    this.#forget?.cancel()
    const began = [...this.#typed, key]
    for (const typed of began.length > 1 ? [began, [key]] : [began]) {
      const fitting = shortcuts.filter(({ chords }) => this.#begins(chords, typed))
      const whole = fitting.find(({ chords }) => chords.length === typed.length)
      if (whole !== undefined) {
        this.#typed = []
        whole.run()
        return true
      }
      if (fitting.length > 0) {
        this.#typed = typed
        this.#forget = this.#clock.after(sequenceMs, () => {
          this.#typed = []
        })
        return true
      }
    }
    this.#typed = []
    return false
  }

  #begins(chords: readonly Chord[], typed: readonly Key[]): boolean {
    return typed.every((key, place) => {
      const chord = chords[place]
      return chord !== undefined && matchesChord(chord, key, this.#mac)
    })
  }
}
