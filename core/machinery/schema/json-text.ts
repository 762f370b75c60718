import { DecodeError } from "./scalars.ts"

/** `JSON.parse` that fails as Go does: `invalid character 'x' looking for beginning of value`. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    findDuplicateFields(text)
    throw new DecodeError("invalid character in JSON") // what V8 refuses and Go takes: nothing known
  }
}

/**
 * The paths of members that stand more than once in their object, as strict decoding names them:
 * `spec.containers[0].image`. Throws `DecodeError` where the text is no JSON.
 */
export function findDuplicateFields(text: string): readonly string[] {
  const scanner = new Scanner(text)
  scanner.value("")
  scanner.end()
  return scanner.duplicates
}

/** Reads JSON without building it. Depth is bound as in Go. */
class Scanner {
  readonly duplicates: string[] = []
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  value(path: string): void {
    this.#space()
    const char = this.#text[this.#at]
    if (char === "{") this.#object(path)
    else if (char === "[") this.#array(path)
    else if (char === '"') this.#string()
    else if (char === "t" || char === "f" || char === "n") this.#literal(words[char])
    else if (char !== undefined && /[-0-9]/.test(char)) this.#number()
    else throw this.#unexpected("looking for beginning of value")
  }

  end(): void {
    this.#space()
    if (this.#at < this.#text.length) throw this.#unexpected("after top-level value")
  }

  #object(path: string): void {
    this.#enter()
    const seen = new Set<string>()
    this.#space()
    if (this.#take("}")) return
    for (;;) {
      this.#space()
      if (this.#text[this.#at] !== '"') throw this.#unexpected("looking for beginning of object key string")
      const key = this.#string()
      const own = path === "" ? key : `${path}.${key}`
      if (seen.has(key)) this.duplicates.push(own)
      seen.add(key)
      this.#space()
      if (!this.#skip(":")) throw this.#unexpected("after object key")
      this.value(own)
      this.#space()
      if (this.#take("}")) return
      if (!this.#skip(",")) throw this.#unexpected("after object key:value pair")
    }
  }

  #array(path: string): void {
    this.#enter()
    this.#space()
    if (this.#take("]")) return
    for (let index = 0; ; index++) {
      this.value(`${path}[${index}]`)
      this.#space()
      if (this.#take("]")) return
      if (!this.#skip(",")) throw this.#unexpected("after array element")
    }
  }

  /** The string's value. */
  #string(): string {
    const start = this.#at
    for (this.#at++; ; this.#at++) {
      const char = this.#text[this.#at]
      if (char === '"') break
      if (char === undefined || char < " ") throw this.#unexpected("in string literal")
      if (char !== "\\") continue
      const escaped = this.#text[++this.#at]
      if (escaped === "u") this.#hex()
      else if (escaped === undefined || !'"\\/bfnrt'.includes(escaped)) throw this.#unexpected("in string escape code")
    }
    this.#at++
    const raw = this.#text.slice(start, this.#at)
    return raw.includes("\\") ? String(JSON.parse(raw)) : raw.slice(1, -1)
  }

  #hex(): void {
    for (let digit = 0; digit < 4; digit++) {
      this.#at++
      if (!/[0-9a-fA-F]/.test(this.#text[this.#at] ?? "")) throw this.#unexpected("in \\u hexadecimal character escape")
    }
  }

  #literal(word: string): void {
    for (const [index, char] of [...word].entries()) {
      if (this.#text[this.#at] !== char) throw this.#unexpected(`in literal ${word} (expecting '${char}')`)
      if (index < word.length) this.#at++
    }
  }

  #number(): void {
    this.#skip("-")
    if (!this.#skip("0")) this.#digits("in numeric literal")
    if (this.#skip(".")) this.#digits("after decimal point in numeric literal")
    if (this.#skip("e") || this.#skip("E")) {
      if (!this.#skip("+")) this.#skip("-")
      this.#digits("in exponent of numeric literal")
    }
  }

  #digits(where: string): void {
    const start = this.#at
    while (/[0-9]/.test(this.#text[this.#at] ?? "")) this.#at++
    if (this.#at === start) throw this.#unexpected(where)
  }

  #space(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
      this.#at++
    }
  }

  #skip(char: string): boolean {
    if (this.#text[this.#at] !== char) return false
    this.#at++
    return true
  }

  #enter(): void {
    this.#at++
    if (++this.#depth > mostDepth) throw new DecodeError("exceeded max depth")
  }

  /** Closes an object or a list. */
  #take(char: string): boolean {
    if (!this.#skip(char)) return false
    this.#depth--
    return true
  }

  #unexpected(where: string): DecodeError {
    const char = this.#text[this.#at]
    if (char === undefined) return new DecodeError("unexpected end of JSON input")
    return new DecodeError(`invalid character ${quoted(char)} ${where}`)
  }
}

const mostDepth = 10_000

const words = { t: "true", f: "false", n: "null" } as const

function quoted(char: string): string {
  if (char === "'") return "'\\''"
  return char === '"' ? `'"'` : `'${JSON.stringify(char).slice(1, -1)}'`
}
