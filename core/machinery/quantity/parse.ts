import type { Amount, AmountFormat } from "./quantity.ts"

/** Text that is no quantity, in the words of k8s.io/apimachinery `api/resource`. */
export class QuantityError extends Error {
  override readonly name = "QuantityError"
}

/** Sign, digits, suffix → an amount in nanos. */
export function parseParts(text: string): Amount {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*)([+-]?\d*)$/.exec(text)
  if (match === null || text === "") throw new QuantityError(wrongFormat)
  const [, sign = "", whole = "", fraction = "", letters = "", tail = ""] = match
  const { base, exponent, format } = readSuffix(letters + tail)
  if (whole === "" && fraction === "") throw new QuantityError("unable to parse numeric part of quantity")
  const digits = BigInt(whole + fraction)
  const size =
    base === 2 ? binarySize(digits, exponent, fraction.length) : decimalSize(digits, exponent - fraction.length)
  const isFraction = size.nanos > 0n && size.nanos < giga
  return {
    nanos: sign === "-" ? -size.nanos : size.nanos,
    format: format === "BinarySI" && isFraction ? "DecimalSI" : format,
  }
}

const wrongFormat = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"

const giga = 1_000_000_000n

/** Kubernetes caps binary amounts at the largest signed 64-bit number. */
const mostBinary = (2n ** 63n - 1n) * giga

/** More digits than this no field can mean; keeps `1e999999999` from filling memory. */
const mostExponent = 1000

interface Suffix {
  readonly base: 2 | 10
  readonly exponent: number
  readonly format: AmountFormat
}

function readSuffix(text: string): Suffix {
  const decimal = decimalExponents[text]
  if (decimal !== undefined) return { base: 10, exponent: decimal, format: "DecimalSI" }
  const binary = binaryExponents[text]
  if (binary !== undefined) return { base: 2, exponent: binary, format: "BinarySI" }
  if (/^[eE][+-]?\d+$/.test(text)) {
    const exponent = Number(text.slice(1))
    if (Math.abs(exponent) <= mostExponent) return { base: 10, exponent, format: "DecimalExponent" }
  }
  throw new QuantityError("unable to parse quantity's suffix")
}

const decimalExponents: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  "": 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
}

const binaryExponents: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 }

function decimalSize(digits: bigint, exponent: number): { readonly nanos: bigint } {
  const shift = exponent + 9
  return { nanos: shift >= 0 ? digits * 10n ** BigInt(shift) : divideUp(digits, 10n ** BigInt(-shift)) }
}

function binarySize(digits: bigint, exponent: number, decimals: number): { readonly nanos: bigint } {
  const nanos = divideUp(digits * 2n ** BigInt(exponent) * giga, 10n ** BigInt(decimals))
  return { nanos: nanos > mostBinary ? mostBinary : nanos }
}

function divideUp(value: bigint, by: bigint): bigint {
  return value % by === 0n ? value / by : value / by + 1n
}
