/** A message's fields by their numbers. */
export type MessageShape = ReadonlyMap<number, MessageField>

export interface MessageField {
  readonly name: string
  readonly label: "one" | "list" | "map"
  /** A scalar's name, or a message's in full; of a map, its values'. */
  readonly type: string
}

/**
 * Kubernetes' protobuf messages, from the text that `core/cmd/generate/protobuf.ts` derives. A message is read when it
 * is first met:
 *
 *   api.core.v1.Pod
 *     1 metadata apimachinery.pkg.apis.meta.v1.ObjectMeta
 *     3 labels map<string, string>
 */
export class Messages {
  readonly #blocks: ReadonlyMap<string, string>
  readonly #shapes = new Map<string, MessageShape>()

  constructor(text: string) {
    this.#blocks = new Map(
      text.split("\n\n").map((block) => {
        const end = block.indexOf("\n")
        return end < 0 ? [block, ""] : [block.slice(0, end), block.slice(end + 1)]
      }),
    )
  }

  has(name: string): boolean {
    return this.#blocks.has(name)
  }

  shape(name: string): MessageShape {
    const known = this.#shapes.get(name)
    if (known !== undefined) return known
    const lines = (this.#blocks.get(name) ?? "").split("\n").filter((line) => line !== "")
    const shape = new Map(lines.map((line) => this.#parseField(line.trim(), name)))
    this.#shapes.set(name, shape)
    return shape
  }

  #parseField(line: string, owner: string): readonly [number, MessageField] {
    const [number = "", name = "", ...rest] = line.split(" ")
    const type = rest.join(" ")
    if (type.startsWith("[]"))
      return [Number(number), { name, label: "list", type: this.#fullName(type.slice(2), owner) }]
    const map = /^map<string, (.+)>$/.exec(type)
    if (map?.[1] !== undefined) return [Number(number), { name, label: "map", type: this.#fullName(map[1], owner) }]
    return [Number(number), { name, label: "one", type: this.#fullName(type, owner) }]
  }

  /** A message of the same package is named without it. */
  #fullName(type: string, owner: string): string {
    if (scalars.has(type)) return type
    const sibling = `${owner.slice(0, owner.lastIndexOf(".") + 1)}${type}`
    return this.#blocks.has(sibling) ? sibling : type
  }
}

export const scalars: ReadonlySet<string> = new Set(["string", "bytes", "bool", "int32", "int64", "double"])
