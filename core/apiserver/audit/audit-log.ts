import type { Clock, Timer } from "../../base/clock.ts"
import type { Component } from "../../base/component.ts"
import type { Log } from "../../base/log.ts"
import type { AuditEvent } from "./event.ts"

/** Where the filter leaves its events. */
export interface AuditTrail {
  /** Never waits and never throws. */
  record(event: AuditEvent): void
}

/** A file that lines are added to. */
export interface AuditFile {
  append(bytes: Uint8Array): Promise<void>
  close(): Promise<void>
}

/** kube-apiserver's buffer of 10,000: what comes on top is left out, and the log tells how much. */
const waitingMax = 10_000

/** Events that come together are one write. Short enough for who watches the file, long enough for a burst. */
const batchMs = 50

/**
 * The audit log as a file of JSON lines. Requests leave their events and go on; they become text and are written
 * afterwards, many at once. With nothing to write it does nothing at all.
 */
export class AuditLog implements AuditTrail {
  readonly #file: AuditFile
  readonly #clock: Clock
  readonly #log: Log
  #waiting: AuditEvent[] = []
  #leftOut = 0
  /** Set while events wait for their write to begin. */
  #timer: Timer | undefined
  /** The write under way; the next one waits for it. */
  #writing: Promise<void> = Promise.resolve()

  constructor({ file, clock, log }: { readonly file: AuditFile; readonly clock: Clock; readonly log: Log }) {
    this.#file = file
    this.#clock = clock
    this.#log = log
  }

  record(event: AuditEvent): void {
    if (this.#waiting.length >= waitingMax) {
      this.#leftOut++
      return
    }
    this.#waiting.push(event)
    this.#timer ??= this.#clock.after(batchMs, () => this.#startWrite())
  }

  /** Writes what is left when the server ends. */
  get component(): Component {
    return {
      name: "audit-log",
      needs: [],
      run: async ({ signal, ready }) => {
        ready()
        const stopped = Promise.withResolvers<void>()
        if (signal.aborted) stopped.resolve()
        else signal.addEventListener("abort", () => stopped.resolve(), { once: true })
        await stopped.promise
        this.#startWrite()
        await this.#writing
        await this.#file.close()
      },
    }
  }

  #startWrite(): void {
    this.#timer?.cancel()
    this.#writing = this.#writing.then(() => this.#write())
  }

  async #write(): Promise<void> {
    const events = this.#waiting
    const leftOut = this.#leftOut
    this.#waiting = []
    this.#leftOut = 0
    this.#timer = undefined
    if (leftOut > 0) this.#log.error("Left audit events out: more came than could be written", { count: leftOut })
    if (events.length === 0) return
    try {
      await this.#file.append(Buffer.from(events.map((event) => `${JSON.stringify(event)}\n`).join("")))
    } catch (error) {
      this.#log.error("Failed to write audit events", { count: events.length, error })
    }
  }
}
