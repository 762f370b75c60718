import { eventFields } from "../../core/event/fields.ts"
import type { Event } from "../v1.gen.ts"
import { toCoreEvent } from "./conversion.ts"

type Reader = (event: Event) => string

/** The newer group's names for the same, and the older ones, which stay understood. */
export const newEventFields: Readonly<Record<string, Reader>> = Object.fromEntries(
  Object.entries(eventFields).flatMap(([name, read]) => {
    const reader: Reader = (event) => read(toCoreEvent(event))
    const newer = newerName(name)
    return newer === name
      ? [[name, reader]]
      : [
          [name, reader],
          [newer, reader],
        ]
  }),
)

function newerName(name: string): string {
  if (name === "reportingComponent") return "reportingController"
  return name.replace(/^involvedObject\./, "regarding.")
}
