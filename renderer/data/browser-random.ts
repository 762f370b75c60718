import type { Random } from "../../core/base/random.ts"

/** The browser's chance. */
export const browserRandom: Random = {
  next: () => Math.random(),
  uuid: () => crypto.randomUUID(),
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
}
