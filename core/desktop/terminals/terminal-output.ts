import { withoutQuestions } from "./without-questions.ts"

/** What is kept for those who come later. */
const keptMax = 256 * 1024
/** A reader who is this far behind makes the program wait; it goes on when no reader is further behind than half of it. */
const behindMax = 128 * 1024
/** In one message, or a little more. */
const pieceMax = 64 * 1024
/** What comes in smaller pieces is put together. */
const chunkMax = 4 * 1024

/** Told when the program that writes has to wait, and when it may go on. */
export interface OutputPace {
  pause(): void
  resume(): void
}

interface Reader {
  /** Counted from the first character ever written. */
  position: number
  wake(): void
}

/**
 * What a terminal said, the last of it, and those who read along. Each question to the terminal comes to the first who
 * reads it: an answer given twice, or once more after a page was loaded anew, would be typed into whatever runs then.
 * Positions and sizes are JavaScript's characters.
 */
export class TerminalOutput {
  readonly #pace: OutputPace
  readonly #readers = new Set<Reader>()
  #chunks: string[] = []
  /** The position of the first chunk's first character. */
  #start = 0
  #end = 0
  /** Up to here somebody has read. */
  #readOnce = 0
  #isOver = false
  #isPaused = false

  constructor(pace: OutputPace) {
    this.#pace = pace
  }

  append(text: string): void {
    const last = this.#chunks.at(-1)
    if (last === undefined || last.length + text.length > chunkMax) this.#chunks.push(text)
    else this.#chunks[this.#chunks.length - 1] = last + text
    this.#end += text.length
    this.#forget()
    for (const reader of this.#readers) reader.wake()
    this.#keepPace()
  }

  /** No more comes. */
  finish(): void {
    this.#isOver = true
    for (const reader of this.#readers) reader.wake()
  }

  /** What is kept, then what comes, until it is over or the signal aborts. */
  async *follow(signal: AbortSignal): AsyncGenerator<string> {
    const reader: Reader = { position: this.#start, wake: () => {} }
    const onAbort = () => reader.wake()
    signal.addEventListener("abort", onAbort, { once: true })
    this.#readers.add(reader)
    try {
      while (!signal.aborted) {
        if (reader.position < this.#end) yield this.#read(reader)
        else if (this.#isOver) return
        else {
          await new Promise<void>((resolve) => {
            reader.wake = resolve
          })
        }
      }
    } finally {
      signal.removeEventListener("abort", onAbort)
      this.#readers.delete(reader)
      this.#keepPace()
    }
  }

  #read(reader: Reader): string {
    let piece = ""
    let at = this.#start
    reader.position = Math.max(reader.position, this.#start)
    const known = this.#readOnce - reader.position
    for (const chunk of this.#chunks) {
      if (piece.length >= pieceMax) break
      const end = at + chunk.length
      if (end > reader.position) {
        piece += chunk.slice(reader.position - at)
        reader.position = end
      }
      at = end
    }
    this.#readOnce = Math.max(this.#readOnce, reader.position)
    this.#keepPace()
    return known <= 0 ? piece : withoutQuestions(piece.slice(0, known)) + piece.slice(known)
  }

  /** Whole chunks go: each begins with a whole character. */
  #forget(): void {
    let dropped = 0
    for (const chunk of this.#chunks) {
      if (this.#end - this.#start - chunk.length < keptMax) break
      this.#start += chunk.length
      dropped++
    }
    if (dropped > 0) this.#chunks = this.#chunks.slice(dropped)
  }

  #keepPace(): void {
    const behind = Math.max(0, ...[...this.#readers].map(({ position }) => this.#end - position))
    if (!this.#isPaused && behind > behindMax) {
      this.#isPaused = true
      this.#pace.pause()
    } else if (this.#isPaused && behind <= behindMax / 2) {
      this.#isPaused = false
      this.#pace.resume()
    }
  }
}
