import type { ObjectReference } from "../../apis/core/v1.gen.ts"
import type { Event } from "../../apis/events/v1.gen.ts"
import { eventsEventsK8sIoV1 as events } from "../../apis/resources.gen.ts"
import type { Clock } from "../../base/clock.ts"
import { formatMicroTime } from "../../base/clock.ts"
import type { Log } from "../../base/log.ts"
import { isNotFound } from "../../machinery/status/status-error.ts"
import type { Client } from "../client.ts"
import { BoundedMap } from "./bounded-map.ts"
import { newEventNames } from "./event-name.ts"
import { EventSender } from "./event-sender.ts"

/** An event that comes again within this time is one more of a series (client-go: six minutes). */
const seriesForMs = 360_000
/** A series that goes on is written at most this often. */
const writeEveryMs = 60_000

export interface SeriesWords {
  readonly type: "Normal" | "Warning"
  readonly reason: string
  /** What was being done: "Binding". */
  readonly action: string
  readonly note: string
}

/** Records `events.k8s.io/v1` events, as the scheduler does. */
export class SeriesEventRecorder {
  readonly #options: {
    readonly client: Client
    readonly clock: Clock
    readonly controller: string
    readonly instance: string
  }
  readonly #series = new BoundedMap<string, Series>(4096)
  readonly #nameOf: (objectName: string) => string
  readonly #sender: EventSender

  constructor(options: { client: Client; clock: Clock; log: Log; controller: string; instance: string }) {
    this.#options = options
    this.#nameOf = newEventNames(options.clock)
    this.#sender = new EventSender(options)
  }

  record(regarding: ObjectReference, words: SeriesWords): void {
    const nowMs = this.#options.clock.now()
    const { kind, namespace, name, uid } = regarding
    const key = [kind, namespace, name, uid, words.type, words.reason, words.action, words.note].join("|")
    const known = this.#series.get(key)
    const series = known !== undefined && nowMs - known.seenMs < seriesForMs ? known : undefined
    const count = (series?.count ?? 0) + 1
    const due = series === undefined || count === 2 || nowMs - series.writtenMs >= writeEveryMs
    const next: Series = { event: series?.event, count, seenMs: nowMs, writtenMs: due ? nowMs : series.writtenMs }
    this.#series.set(key, next)
    if (!due) return
    this.#sender.send(async () => {
      next.event = await this.#write(series?.event, regarding, words, { count, now: formatMicroTime(nowMs) })
    })
  }

  flush(): Promise<void> {
    return this.#sender.flush()
  }

  async #write(
    before: Event | undefined,
    regarding: ObjectReference,
    words: SeriesWords,
    { count, now }: { readonly count: number; readonly now: string },
  ): Promise<Event> {
    const { client, controller, instance } = this.#options
    if (before !== undefined) {
      const { namespace, name = "" } = before.metadata
      try {
        const body = { series: { count, lastObservedTime: now } }
        return await client.patch(events, { namespace, name }, { type: "merge", body })
      } catch (error) {
        if (!isNotFound(error)) throw error
      }
    }
    return client.create(events, {
      metadata: { namespace: regarding.namespace || "default", name: this.#nameOf(regarding.name ?? "") },
      eventTime: now,
      reportingController: controller,
      reportingInstance: instance,
      regarding,
      ...words,
    })
  }
}

interface Series {
  /** Set when the first one is written. */
  event: Event | undefined
  readonly count: number
  readonly seenMs: number
  readonly writtenMs: number
}
