/** Chance, handed in. `host/random.ts` has the real one; a test seeds its own. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number
  uuid(): string
  bytes(length: number): Uint8Array
}

/** The alphabet of generated names: no vowels, nothing that looks like something else. */
const nameAlphabet = "bcdfghjklmnpqrstvwxz2456789"

/** The five letters that `generateName` appends. */
export function nameSuffix(random: Random, length = 5): string {
  let suffix = ""
  for (let i = 0; i < length; i++) suffix += nameAlphabet[Math.floor(random.next() * nameAlphabet.length)]
  return suffix
}

/** `ms`, longer by up to `factor` of itself. */
export function jitter(random: Random, ms: number, factor = 0.1): number {
  return ms * (1 + random.next() * factor)
}
