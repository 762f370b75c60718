import type { Clock } from "../../base/clock.ts"

/** Makes names like client-go's: the object's name, a dot, and nanoseconds since 1970 in hex. Never the same twice. */
export function newEventNames(clock: Clock): (objectName: string) => string {
  let last = 0n
  return (objectName) => {
    const now = BigInt(Math.floor(clock.now())) * 1_000_000n
    last = now > last ? now : last + 1n
    return `${objectName}.${last.toString(16)}`
  }
}
