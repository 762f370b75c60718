import type { Event } from "../../../core/apis/core/v1.gen.ts"
import { eventTimeOf } from "../problems/event-time.ts"

/**
 * When an event happened. Its times have whole seconds only, but who records one names it after the moment, in
 * nanoseconds since 1970: "web-1.18ebc87f5367fbc0". One that happened again is told of at its last time.
 */
export function momentOf(event: Event): number {
  const told = eventTimeOf(event) ?? 0
  const hex = /\.([0-9a-f]{16})$/.exec(event.metadata.name ?? "")?.[1]
  if (hex === undefined || (event.count ?? 1) > 1) return told
  const named = Number(BigInt(`0x${hex}`) / 1_000_000n)
  return Math.abs(named - told) < nearMs ? named : told
}

/** Farther apart than this, the name is no time. */
const nearMs = 5_000
