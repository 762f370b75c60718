import type { Event, ObjectReference } from "../../apis/core/v1.gen.ts"
import { events } from "../../apis/resources.gen.ts"
import type { Clock } from "../../base/clock.ts"
import { formatTime } from "../../base/clock.ts"
import type { Log } from "../../base/log.ts"
import { isNotFound } from "../../machinery/status/status-error.ts"
import type { Client } from "../client.ts"
import { BoundedMap } from "./bounded-map.ts"
import type { EventWords } from "./correlator.ts"
import { EventCorrelator } from "./correlator.ts"
import { newEventNames } from "./event-name.ts"
import { EventSender } from "./event-sender.ts"

/** Tells users what a component did or could not do. Never blocks, never fails: an event that cannot be sent is dropped. */
export interface EventRecorder {
  record(about: ObjectReference, words: EventWords): void
}

/** Records `v1` events as client-go does: the same again is a higher count on the first one. */
export class CoreEventRecorder implements EventRecorder {
  readonly #options: {
    readonly client: Client
    readonly clock: Clock
    readonly component: string
    readonly host?: string
  }
  readonly #correlator = new EventCorrelator()
  readonly #sent = new BoundedMap<string, Event>(4096)
  readonly #nameOf: (objectName: string) => string
  readonly #sender: EventSender

  constructor(options: { client: Client; clock: Clock; log: Log; component: string; host?: string }) {
    this.#options = options
    this.#nameOf = newEventNames(options.clock)
    this.#sender = new EventSender(options)
  }

  record(about: ObjectReference, words: EventWords): void {
    const nowMs = this.#options.clock.now()
    const correlated = this.#correlator.correlate(about, words, nowMs)
    if (correlated === undefined) return
    const { key, message } = correlated
    this.#sender.send(async () => {
      this.#sent.set(key, await this.#write(this.#sent.get(key), about, { ...words, message }, formatTime(nowMs)))
    })
  }

  /** Resolves when everything recorded so far is sent or dropped. */
  flush(): Promise<void> {
    return this.#sender.flush()
  }

  async #write(before: Event | undefined, about: ObjectReference, words: EventWords, now: string): Promise<Event> {
    const { client } = this.#options
    if (before !== undefined) {
      const { namespace, name = "" } = before.metadata
      const body = { count: (before.count ?? 1) + 1, lastTimestamp: now, message: words.message }
      try {
        return await client.patch(events, { namespace, name }, { type: "merge", body })
      } catch (error) {
        if (!isNotFound(error)) throw error // it has reached its hour; this one starts anew
      }
    }
    return client.create(events, this.#newEvent(about, words, now))
  }

  #newEvent(about: ObjectReference, { type, reason, message }: EventWords, now: string): Event {
    const { component, host } = this.#options
    return {
      metadata: { namespace: about.namespace || "default", name: this.#nameOf(about.name ?? "") },
      involvedObject: about,
      reason,
      message,
      source: { component, ...(host === undefined ? {} : { host }) },
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
      type,
      reportingComponent: component,
      reportingInstance: host ?? "",
    }
  }
}
