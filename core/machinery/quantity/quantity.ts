import { parseParts } from "./parse.ts"

/**
 * An exact amount and the family of suffixes it is written with. Kubernetes keeps nine decimals and rounds up what is
 * finer: whoever asks for something gets something.
 */
export interface Amount {
  readonly nanos: bigint
  readonly format: AmountFormat
}

export type AmountFormat = "DecimalSI" | "BinarySI" | "DecimalExponent"

/** As it stands in an object. A number is what JSON may have had: `cpu: 1`. */
export type Quantity = string | number

/** Reads `100m`, `1.5Gi`, `2e3`. Throws `QuantityError` in Kubernetes' words. */
export function parseQuantity(value: Quantity): Amount {
  const known = amounts.get(value)
  if (known !== undefined) return known
  const amount = typeof value === "number" ? parseParts(String(value)) : parseParts(value)
  if (amounts.size >= mostAmounts) amounts.clear()
  amounts.set(value, amount)
  return amount
}

/** What texts mean never changes, and a cluster says few different ones, each a thousand times: `100m`, `64Mi`. */
const amounts = new Map<Quantity, Amount>()

const mostAmounts = 1_000

/** The amount, or zero for what is not there. Throws like `parseQuantity`. */
export function amountOf(value: Quantity | undefined): Amount {
  return value === undefined ? zeroAmount : parseQuantity(value)
}

export const zeroAmount: Amount = { nanos: 0n, format: "DecimalSI" }

/** The one way to write an amount: `1000m` → `1`, `1024Mi` → `1Gi`, `0.5` → `500m`. */
export function formatQuantity({ nanos, format }: Amount): string {
  if (nanos === 0n) return "0"
  const whole = nanos % giga === 0n
  const isSmall = nanos > -1024n * giga && nanos < 1024n * giga
  if (format === "BinarySI" && whole && !isSmall) return formatBinary(nanos / giga)
  return formatDecimal(nanos, format === "DecimalExponent")
}

/** What decoding makes of a quantity: its one way to be written. Cheap for what is written so already. */
export function canonicalQuantity(value: Quantity): string {
  if (typeof value === "string" && isPlainlyCanonical(value)) return value
  return formatQuantity(parseQuantity(value))
}

/** Negative, zero or positive, as for sorting. */
export function compareAmounts(a: Amount, b: Amount): number {
  return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0
}

export function compareQuantities(a: Quantity, b: Quantity): number {
  return compareAmounts(parseQuantity(a), parseQuantity(b))
}

/** The sum; written like `a`, or like `b` when `a` is zero. */
export function addAmounts(a: Amount, b: Amount): Amount {
  return { nanos: a.nanos + b.nanos, format: a.nanos === 0n ? b.format : a.format }
}

/** Whole units, rounded up: bytes of memory, pods. */
export function wholeValue(value: Quantity | Amount | undefined): number {
  return Number(divideUp(asAmount(value).nanos, giga))
}

/** Thousandths, rounded up: millicores. */
export function milliValue(value: Quantity | Amount | undefined): number {
  return Number(divideUp(asAmount(value).nanos, 1_000_000n))
}

export function amountFromWhole(value: number, format: AmountFormat = "DecimalSI"): Amount {
  return { nanos: BigInt(Math.ceil(value)) * giga, format }
}

export function amountFromMilli(value: number, format: AmountFormat = "DecimalSI"): Amount {
  return { nanos: BigInt(Math.ceil(value)) * 1_000_000n, format }
}

/** With the fraction, for ratios and metrics; not exact. */
export function approximateValue(value: Quantity | Amount | undefined): number {
  return Number(asAmount(value).nanos) / 1e9
}

const giga = 1_000_000_000n

function asAmount(value: Quantity | Amount | undefined): Amount {
  return typeof value === "object" ? value : amountOf(value)
}

/** Away from zero, as Kubernetes rounds. */
function divideUp(value: bigint, by: bigint): bigint {
  const quotient = value / by
  if (value % by === 0n) return quotient
  return value < 0n ? quotient - 1n : quotient + 1n
}

/** Digits without a leading zero, at most three or not ending in three zeros, then one suffix that leaves nothing to fold. */
function isPlainlyCanonical(text: string): boolean {
  const match = /^([1-9]\d{0,14})(m|k|M|G|Mi|Gi|Ki)?$/.exec(text)
  if (match === null) return text === "0"
  const [, digits = "", suffix = ""] = match
  if (suffix.endsWith("i")) return Number(digits) % 8 !== 0
  return !digits.endsWith("000")
}

function formatBinary(value: bigint): string {
  let exponent = 0
  let left = value
  while (left % 1024n === 0n && exponent < binarySuffixes.length - 1) {
    left /= 1024n
    exponent++
  }
  return `${left}${binarySuffixes[exponent]}`
}

const binarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]

/** The exponent is a multiple of three, the greatest that leaves whole digits. */
function formatDecimal(nanos: bigint, asExponent: boolean): string {
  let exponent = -9
  let left = nanos
  const most = asExponent ? Number.POSITIVE_INFINITY : 18
  while (left % 1000n === 0n && exponent < most) {
    left /= 1000n
    exponent += 3
  }
  if (asExponent) return exponent === 0 ? `${left}` : `${left}e${exponent}`
  return `${left}${decimalSuffixes[exponent / 3 + 3]}`
}

const decimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"]
