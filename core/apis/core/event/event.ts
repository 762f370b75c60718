import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { events } from "../../resources.gen.ts"
import { newStrategy } from "../../strategy/new-strategy.ts"
import type { Event } from "../v1.gen.ts"
import { eventColumns } from "./columns.ts"
import { eventFields } from "./fields.ts"
import { validateEvent } from "./validation.ts"

/** How long an event is kept, as Kubernetes' `--event-ttl` has it. */
export const eventTtlSeconds = 60 * 60

export const event: KindDefinition<Event> = {
  resource: events,
  strategy: newStrategy<Event>({
    validate: validateEvent,
    validateUpdate: validateEvent,
    allowCreateOnUpdate: true,
  }),
  columns: eventColumns,
  subresources: [],
  fields: eventFields,
  ttlSeconds: eventTtlSeconds,
}
