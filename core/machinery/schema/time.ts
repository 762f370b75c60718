import { DecodeError } from "./scalars.ts"

/** `metav1.Time` as it is written: UTC, whole seconds. Throws what Go's `time.Parse` says. */
export function canonicalTime(text: string): string {
  if (plainTime.test(text) && !Number.isNaN(Date.parse(text)) && isRealDay(text)) return text
  const { ms } = parse(text, layout)
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

/** `metav1.MicroTime`: UTC, six decimals. */
export function canonicalMicroTime(text: string): string {
  if (plainMicroTime.test(text) && !Number.isNaN(Date.parse(text)) && isRealDay(text)) return text
  const { ms, micros } = parse(text, microLayout)
  return `${new Date(ms).toISOString().slice(0, 19)}.${micros}Z`
}

const plainTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/
const plainMicroTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/

const layout = "2006-01-02T15:04:05Z07:00"
const microLayout = "2006-01-02T15:04:05.000000Z07:00"

interface Step {
  /** As the layout has it. */
  readonly element: string
  readonly pattern: RegExp
  readonly range?: readonly [what: string, least: number, most: number]
}

const dateSteps: readonly Step[] = [
  { element: "2006", pattern: /^\d{4}/ },
  { element: "-", pattern: /^-/ },
  { element: "01", pattern: /^\d\d/, range: ["month", 1, 12] },
  { element: "-", pattern: /^-/ },
  { element: "02", pattern: /^\d\d/ },
  { element: "T", pattern: /^T/ },
  { element: "15", pattern: /^\d\d/, range: ["hour", 0, 23] },
  { element: ":", pattern: /^:/ },
  { element: "04", pattern: /^\d\d/, range: ["minute", 0, 59] },
  { element: ":", pattern: /^:/ },
  { element: "05", pattern: /^\d\d/, range: ["second", 0, 59] },
]
const zoneStep: Step = { element: "Z07:00", pattern: /^(?:Z|[+-]\d\d:\d\d)/ }
/** A layout without a fraction takes one all the same. */
const anyFraction: Step = { element: "", pattern: /^(?:[.,]\d+)?/ }
const sixDigits: Step = { element: ".000000", pattern: /^[.,]\d{6}(?!\d)/ }

function parse(text: string, as: string): { readonly ms: number; readonly micros: string } {
  const fail = (detail: string) => new DecodeError(`parsing time ${JSON.stringify(text)}${detail}`)
  const parts: string[] = []
  let rest = text
  for (const step of [...dateSteps, as === microLayout ? sixDigits : anyFraction, zoneStep]) {
    const found = step.pattern.exec(rest)
    if (found === null) throw fail(` as "${as}": cannot parse ${JSON.stringify(rest)} as "${step.element}"`)
    const [what, least, most] = step.range ?? ["", Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
    if (Number(found[0]) < least || Number(found[0]) > most) throw fail(`: ${what} out of range`)
    parts.push(found[0])
    rest = rest.slice(found[0].length)
  }
  if (rest !== "") throw fail(`: extra text: ${JSON.stringify(rest)}`)
  if (!isRealDay(text)) throw fail(": day out of range")
  const fraction = parts[11] ?? ""
  const ms = Date.parse(`${parts.slice(0, 11).join("")}${parts[12]}`)
  return { ms, micros: fraction.slice(1, 7).padEnd(6, "0") }
}

function isRealDay(text: string): boolean {
  const day = Number(text.slice(8, 10))
  const last = new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate()
  return day >= 1 && day <= last
}
