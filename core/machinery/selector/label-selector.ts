import { labelValue, qualifiedName } from "../field/format.ts"
import type { LabelSelector } from "../meta/v1.gen.ts"

export type Labels = Readonly<Record<string, string>>

/** Requirements that must all hold, sorted by key. None: everything matches. */
export interface Selector {
  readonly requirements: readonly Requirement[]
  /** Matches nothing at all: what a selector that is not there means inside an object. */
  readonly nothing?: boolean
}

export interface Requirement {
  readonly key: string
  readonly operator: Operator
  /** Sorted, without repeats, when parsed from text. */
  readonly values: readonly string[]
}

export type Operator = "in" | "notin" | "=" | "==" | "!=" | "exists" | "!" | "gt" | "lt"

const nothing: Selector = { requirements: [], nothing: true }

/** A selector as an object holds it. Left out it selects nothing; empty, everything. Throws `SelectorError`. */
export function selectorOf(selector: LabelSelector | undefined): Selector {
  if (selector === undefined) return nothing
  const labels = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => requirement(key, "=", [value]))
  const expressions = (selector.matchExpressions ?? []).map(({ key, operator, values }) => {
    const known = operators[operator]
    if (known === undefined) throw new SelectorError(`"${operator}" is not a valid label selector operator`)
    return requirement(key, known, values ?? [])
  })
  return { requirements: [...labels, ...expressions].sort(byKey) }
}

/** The labels a service or a replication controller names: each must be there. Empty matches everything. */
export function selectorOfLabels(labels: Labels | undefined): Selector {
  const requirements = Object.entries(labels ?? {}).map(
    ([key, value]): Requirement => ({ key, operator: "=", values: [value] }),
  )
  return { requirements: requirements.sort(byKey) }
}

export function matchesLabels(selector: Selector, labels: Labels | undefined): boolean {
  if (selector.nothing) return false
  for (const each of selector.requirements) if (!matches(each, labels?.[each.key])) return false
  return true
}

export function isEverything(selector: Selector): boolean {
  return !selector.nothing && selector.requirements.length === 0
}

/** As `?labelSelector=` has it; also what a scale's status shows. */
export function formatSelector({ requirements }: Selector): string {
  return requirements.map(formatRequirement).join(",")
}

/** Text or an object that is no selector, in the words of k8s.io/apimachinery `labels`. */
export class SelectorError extends Error {
  override readonly name = "SelectorError"
}

/** Checks what it is made of, as `labels.NewRequirement` does. */
export function requirement(key: string, operator: Operator, values: readonly string[]): Requirement {
  const errors = [...keyErrors(key), ...countErrors(operator, values), ...valueErrors(key, values)]
  if (errors.length === 1) throw new SelectorError(errors[0])
  if (errors.length > 1) throw new SelectorError(`[${errors.join(", ")}]`)
  return { key, operator, values }
}

export function byKey(a: Requirement, b: Requirement): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0
}

const operators: Readonly<Record<string, Operator>> = { In: "in", NotIn: "notin", Exists: "exists", DoesNotExist: "!" }

function matches({ operator, values }: Requirement, value: string | undefined): boolean {
  switch (operator) {
    case "in":
    case "=":
    case "==":
      return value !== undefined && values.includes(value)
    case "notin":
    case "!=":
      return value === undefined || !values.includes(value)
    case "exists":
      return value !== undefined
    case "!":
      return value === undefined
    case "gt":
    case "lt":
      return isOnSide(operator, value, values[0])
  }
}

function isOnSide(operator: "gt" | "lt", value: string | undefined, bound: string | undefined): boolean {
  if (value === undefined || bound === undefined || !isInteger(value) || !isInteger(bound)) return false
  return operator === "gt" ? BigInt(value) > BigInt(bound) : BigInt(value) < BigInt(bound)
}

function isInteger(text: string): boolean {
  return /^-?\d{1,19}$/.test(text)
}

function keyErrors(key: string): readonly string[] {
  const errors = qualifiedName(key)
  return errors.length === 0 ? [] : [`key: Invalid value: ${JSON.stringify(key)}: ${errors.join("; ")}`]
}

function countErrors(operator: Operator, values: readonly string[]): readonly string[] {
  const complain = (detail: string) => [`values: Invalid value: ${JSON.stringify(values)}: ${detail}`]
  switch (operator) {
    case "in":
    case "notin":
      return values.length > 0 ? [] : complain("for 'in', 'notin' operators, values set can't be empty")
    case "=":
    case "==":
    case "!=":
      return values.length === 1 ? [] : complain("exact-match compatibility requires one single value")
    case "exists":
    case "!":
      return values.length === 0 ? [] : complain("values set must be empty for exists and does not exist")
    case "gt":
    case "lt": {
      const detail = "for 'Gt', 'Lt' operators, the value must be an integer"
      const wrong = values.findIndex((value) => !isInteger(value))
      if (wrong >= 0) return [`values[${wrong}]: Invalid value: ${JSON.stringify(values[wrong])}: ${detail}`]
      return values.length === 1 ? [] : complain("for 'Gt', 'Lt' operators, exactly one value is required")
    }
  }
}

function valueErrors(key: string, values: readonly string[]): readonly string[] {
  return values.flatMap((value, at) => {
    const errors = labelValue(value)
    return errors.length === 0
      ? []
      : [`values[${at}][${key}]: Invalid value: ${JSON.stringify(value)}: ${errors.join("; ")}`]
  })
}

function formatRequirement({ key, operator, values }: Requirement): string {
  const list = [...values].sort().join(",")
  switch (operator) {
    case "exists":
      return key
    case "!":
      return `!${key}`
    case "in":
    case "notin":
      return `${key} ${operator} (${list})`
    case "gt":
      return `${key}>${list}`
    case "lt":
      return `${key}<${list}`
    default:
      return `${key}${operator}${list}`
  }
}
