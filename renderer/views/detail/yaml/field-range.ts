import { type Document, isMap, isNode, isPair, isScalar, isSeq, type Node, type Pair } from "yaml"
import { parseFieldPath, type Step } from "./field-path.ts"

/** Where in a text something stands: from the first character to the one after the last. */
export interface TextRange {
  readonly from: number
  readonly to: number
}

/**
 * Where a field stands that an error names. A field that is not there is its nearest parent that is: its key, so that
 * a mark is one line long. Undefined when not even the first step is there.
 */
export function rangeOfField(document: Document.Parsed, field: string): TextRange | undefined {
  return rangeOfSteps(document, parseFieldPath(field))
}

export function rangeOfSteps(document: Document.Parsed, steps: readonly Step[]): TextRange | undefined {
  let at: Node | null = document.contents
  let found: TextRange | undefined
  for (const [depth, step] of steps.entries()) {
    const next = stepInto(at, step)
    if (next === undefined) break
    const isLast = depth === steps.length - 1
    found = (isLast && isScalar(next.value) ? rangeOf(next.value) : undefined) ?? next.range ?? found
    at = next.value
  }
  return found
}

interface Found {
  readonly value: Node | null
  readonly range: TextRange | undefined
}

function stepInto(node: Node | null, step: Step): Found | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => keyOf(item) === `${step}`)
    if (pair === undefined) return undefined
    return { value: nodeOf(pair.value), range: rangeOf(nodeOf(pair.key)) }
  }
  if (!isSeq(node)) return undefined
  const item = nodeOf(typeof step === "number" ? node.items[step] : node.items.find((each) => isItem(each, step)))
  return item === null ? undefined : { value: item, range: firstLineOf(item) }
}

/** `name="web"` names the item of a list whose name is web. Several keys have commas between them. */
function isItem(item: unknown, step: string): boolean {
  const wanted = [...step.matchAll(/([\w.]+)=(?:"([^"]*)"|([^,]*))/g)]
  return (
    isMap(item) &&
    wanted.length > 0 &&
    wanted.every(([, key = "", quoted, bare]) => `${item.get(key)}` === (quoted ?? bare))
  )
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? `${pair.key.value}` : ""
}

function nodeOf(value: unknown): Node | null {
  return isNode(value) ? value : null
}

function rangeOf(node: Node | null): TextRange | undefined {
  if (node?.range == null) return undefined
  const [from, to] = node.range
  return from === to ? undefined : { from, to }
}

/** Of an item that is a map its first key: a mark over all its lines would say less. */
function firstLineOf(node: Node): TextRange | undefined {
  const [first] = isMap(node) ? node.items : []
  return isPair(first) ? rangeOf(nodeOf(first.key)) : rangeOf(node)
}
