import { qualifiedName } from "../field/format.ts"
import type { Operator, Requirement, Selector } from "./label-selector.ts"
import { byKey, requirement, SelectorError } from "./label-selector.ts"

/**
 * Reads `?labelSelector=`: `app=web,tier in (a, b),!old,env`. Throws `SelectorError` in the words of
 * k8s.io/apimachinery `labels.Parse`.
 */
export function parseLabelSelector(text: string): Selector {
  const tokens = new Tokens(text)
  const requirements: Requirement[] = []
  for (;;) {
    const token = tokens.peek()
    if (token.type === "end") return { requirements: requirements.sort(byKey) }
    if (!startsRequirement(token)) throw found(token, "!, identifier, or 'end of string'")
    requirements.push(readRequirement(tokens))
    const separator = tokens.take()
    if (separator.type === "end") return { requirements: requirements.sort(byKey) }
    if (separator.text !== ",") throw found(separator, "',' or 'end of string'")
    if (!startsRequirement(tokens.peek())) throw found(tokens.peek(), "identifier after ','")
  }
}

interface Token {
  readonly type: "word" | "symbol" | "error" | "end"
  readonly text: string
}

class Tokens {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(text: string) {
    this.#tokens = scan(text)
  }

  peek(): Token {
    return this.#tokens[this.#at] ?? end
  }

  take(): Token {
    const token = this.peek()
    this.#at++
    return token
  }
}

const end: Token = { type: "end", text: "" }

function scan(text: string): readonly Token[] {
  return [...text.matchAll(/[^\s=!(),<>]+|==|!=|[=!(),<>]/g)].map(([part]) => ({
    type: /^[=!(),<>]/.test(part) ? "symbol" : "word",
    text: part,
  }))
}

function startsRequirement(token: Token): boolean {
  return token.type === "word" || token.text === "!"
}

function found(token: Token, expected: string): SelectorError {
  return new SelectorError(`found '${token.text}', expected: ${expected}`)
}

function readRequirement(tokens: Tokens): Requirement {
  try {
    return readWhole(tokens)
  } catch (error) {
    if (error instanceof SelectorError) throw new SelectorError(`unable to parse requirement: ${error.message}`)
    throw error
  }
}

function readWhole(tokens: Tokens): Requirement {
  const isNot = tokens.peek().text === "!"
  if (isNot) tokens.take()
  const key = tokens.take()
  if (key.type !== "word") throw found(key, "identifier")
  const errors = qualifiedName(key.text)
  if (errors.length > 0)
    throw new SelectorError(`<nil>: Invalid value: ${JSON.stringify(key.text)}: ${errors.join("; ")}`)
  const next = tokens.peek()
  if (next.type === "end" || next.text === ",") return requirement(key.text, isNot ? "!" : "exists", [])
  if (isNot) return requirement(key.text, "!", [])
  const operator = readOperator(tokens.take())
  const values = operator === "in" || operator === "notin" ? readValues(tokens) : [readExact(tokens)]
  return requirement(key.text, operator, [...new Set(values)].sort())
}

const operators: Readonly<Record<string, Operator>> = {
  in: "in",
  notin: "notin",
  "=": "=",
  "==": "==",
  "!=": "!=",
  ">": "gt",
  "<": "lt",
}

function readOperator(token: Token): Operator {
  const operator = operators[token.text]
  if (operator === undefined) throw found(token, "in, notin, =, ==, !=, gt, lt")
  return operator
}

function readExact(tokens: Tokens): string {
  const next = tokens.peek()
  if (next.type === "end" || next.text === ",") return ""
  const value = tokens.take()
  if (value.type !== "word") throw found(value, "identifier")
  return value.text
}

/** `(a, b)`; an empty place between commas is the empty value. */
function readValues(tokens: Tokens): readonly string[] {
  const open = tokens.take()
  if (open.text !== "(") throw new SelectorError(`found '${open.text}' expected: '('`)
  const first = tokens.peek()
  if (first.type !== "word" && first.text !== "," && first.text !== ")") throw found(first, "',', ')' or identifier")
  const values: string[] = []
  let isAfterWord = false
  for (;;) {
    const token = tokens.take()
    if (token.text === ")" && token.type === "symbol") return isAfterWord ? values : [...values, ""]
    if (token.text === ",") {
      if (!isAfterWord) values.push("")
      isAfterWord = false
    } else if (token.type === "word") {
      if (isAfterWord) throw found(token, "',' or ')'")
      values.push(token.text)
      isAfterWord = true
    } else throw found(token, isAfterWord ? "',' or ')'" : "',', or identifier")
  }
}
