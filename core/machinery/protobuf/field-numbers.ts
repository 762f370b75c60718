/** Where a field stands in its message. */
export interface FieldNumber {
  readonly name: string
  /** One number; before it the numbers of the embedded structs that the field comes from, outermost first. */
  readonly path: readonly number[]
  /** A list that is a message of its own, as Go's named list types are. */
  readonly isListMessage: boolean
}

/**
 * The numbers of every field that has one, from the text that `core/cmd/generate/protobuf.ts` derives. A line is a
 * type, the kinds it stands for and its fields:
 *
 *   core.v1.Volume ⇥ ⇥ name=1 hostPath=2.1 emptyDir=2.2
 *   core.v1.Pod ⇥ v1/Pod ⇥ metadata=1 spec=2 status=3
 *   authentication.v1.UserInfo ⇥ ⇥ username=1 uid=2 groups=3 extra=4~
 */
export class FieldNumbers {
  readonly #lines = new Map<string, string>()
  readonly #typeByKind = new Map<string, string>()

  constructor(text: string) {
    for (const line of text.split("\n")) {
      const [type = "", kinds = "", fields = ""] = line.split("\t")
      this.#lines.set(type, fields)
      for (const kind of kinds.split(",")) if (kind !== "") this.#typeByKind.set(kind, type)
    }
  }

  /** Undefined for a type without a protobuf form. Read anew each time: whoever asks keeps what it makes of it. */
  of(type: string): readonly FieldNumber[] | undefined {
    const line = this.#lines.get(type)
    return line?.split(" ").filter(Boolean).map(parse)
  }

  has(type: string): boolean {
    return this.#lines.has(type)
  }

  /** The type of an object that says this about itself. */
  typeOf({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): string | undefined {
    return this.#typeByKind.get(`${apiVersion}/${kind}`)
  }
}

function parse(text: string): FieldNumber {
  const isListMessage = text.endsWith("~")
  const [name = "", numbers = ""] = (isListMessage ? text.slice(0, -1) : text).split("=")
  return { name, path: numbers.split(".").map(Number), isListMessage }
}
