import { randomBytes, randomUUID } from "node:crypto"
import type { Random } from "../base/random.ts"

/** The machine's chance. */
export const systemRandom: Random = {
  next: () => Math.random(),
  uuid: () => randomUUID(),
  bytes: (length) => randomBytes(length),
}
