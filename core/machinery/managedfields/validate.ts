import { goFormat } from "../patch/go-format.ts"
import { formatPath } from "./field-set.ts"
import type { ListShape, MapShape, Shape } from "./shape.ts"
import { isMembers, itemStep, memberShape, resolve } from "./typed-value.ts"

/** What is wrong with an applied value, in the words of structured-merge-diff; undefined when nothing is. */
export function typeErrors(value: unknown, shape: Shape): string | undefined {
  const errors: string[] = []
  visit(value, shape, "", errors)
  if (errors.length <= 1) return errors[0]
  return ["errors:", ...errors.map((error) => `  ${error}`)].join("\n")
}

function visit(value: unknown, shape: Shape, path: string, errors: string[]): void {
  if (value === null || value === undefined) return
  const own = resolve(shape, value)
  if (own.type === "map") visitMembers(value, own, path, errors)
  else if (own.type === "list") visitItems(value, own, path, errors)
  else {
    const error = scalarError(own.scalar, value)
    if (error !== undefined) errors.push(at(path, error))
  }
}

function visitMembers(value: unknown, shape: MapShape, path: string, errors: string[]): void {
  if (!isMembers(value)) {
    errors.push(at(path, `expected map, got &{${goFormat(value)}}`))
    return
  }
  for (const [name, each] of Object.entries(value)) {
    const own = `${path}.${name}`
    const isDeclared = shape.field(name) !== undefined || shape.values !== undefined
    if (isDeclared) visit(each, memberShape(shape, name), own, errors)
    else errors.push(at(own, "field not declared in schema"))
  }
}

function visitItems(value: unknown, shape: ListShape, path: string, errors: string[]): void {
  if (!Array.isArray(value)) {
    errors.push(at(path, `expected list, got &{${goFormat(value)}}`))
    return
  }
  const seen = new Set<string>()
  for (const [index, item] of value.entries()) {
    if (shape.relation === "atomic") {
      visit(item, shape.items(), `${path}[${index}]`, errors)
      continue
    }
    const step = itemStep(shape, item)
    if (step === undefined) {
      errors.push(at(path, `element ${index}: ${whyNoStep(shape, item)}`))
      return
    }
    const own = formatPath([step])
    if (seen.has(step)) errors.push(at(path, `duplicate entries for key ${own}`))
    seen.add(step)
    visit(item, shape.items(), `${path}${own}`, errors)
  }
}

function whyNoStep(shape: ListShape, item: unknown): string {
  if (shape.relation === "set") {
    if (item === null) return "associative list without keys has an element that's an explicit null"
    if (Array.isArray(item)) return "not supported: associative list with lists as elements"
    return "associative list without keys has an element that's a map type"
  }
  if (item === null) return "associative list with keys may not have a null element"
  if (!isMembers(item)) return "associative list with keys may not have non-map elements"
  const keys = `[${shape.keys.map((key) => JSON.stringify(key)).join(" ")}]`
  return `associative list with keys has an element that omits all key fields ${keys} (and doesn't have default values for any key fields)`
}

function scalarError(scalar: string, value: unknown): string | undefined {
  switch (scalar) {
    case "numeric":
      return typeof value === "number" ? undefined : `expected numeric (int or float), got ${goKind(value)}`
    case "string":
      return typeof value === "string"
        ? undefined
        : `expected string, got &value.valueUnstructured{Value:${goSyntax(value)}}`
    case "boolean":
      return typeof value === "boolean" ? undefined : `expected boolean, got &{${goFormat(value)}}`
    default:
      return typeof value === "object" ? `expected any scalar, got &{${goFormat(value)}}` : undefined
  }
}

function goKind(value: unknown): string {
  if (Array.isArray(value)) return "[]interface {}"
  if (typeof value === "boolean") return "bool"
  return typeof value === "string" ? "string" : "map[string]interface {}"
}

function goSyntax(value: unknown): string {
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(", ")}}`
  if (!isMembers(value)) return JSON.stringify(value)
  const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}:${goSyntax(each)}`)
  return `map[string]interface {}{${entries.join(", ")}}`
}

function at(path: string, error: string): string {
  return path === "" ? error : `${path}: ${error}`
}
