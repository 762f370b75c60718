import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { eventColumns } from "../../core/event/columns.ts"
import { eventTtlSeconds } from "../../core/event/event.ts"
import { events, eventsEventsK8sIoV1 } from "../../resources.gen.ts"
import { newStrategy } from "../../strategy/new-strategy.ts"
import type { Event } from "../v1.gen.ts"
import { fromCoreEvent, toCoreEvent } from "./conversion.ts"
import { newEventFields } from "./fields.ts"
import { validateNewEvent, validateNewEventUpdate } from "./validation.ts"

/** The same events as the core group's, under the names of the newer group. */
export const newEvent: KindDefinition<Event> = {
  resource: eventsEventsK8sIoV1,
  strategy: newStrategy<Event>({
    validate: validateNewEvent,
    validateUpdate: validateNewEventUpdate,
    allowCreateOnUpdate: true,
  }),
  columns: eventColumns.map((column) => ({
    ...column,
    cell: (event, nowMs) => column.cell(toCoreEvent(event), nowMs),
  })),
  subresources: [],
  fields: newEventFields,
  storedAs: {
    resource: events,
    toStored: toCoreEvent,
    // What is stored under that resource's key is a core event.
    fromStored: (stored) => fromCoreEvent(stored as Parameters<typeof fromCoreEvent>[0]),
  },
  ttlSeconds: eventTtlSeconds,
}
