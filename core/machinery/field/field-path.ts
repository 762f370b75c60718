/**
 * Where in an object something stands, said as Kubernetes says it: `spec.containers[0].ports[1].name`, `data[a.b]`.
 * Built on the way down and put into words only when an error needs it.
 */
export class FieldPath {
  readonly #parent: FieldPath | undefined
  /** A member's name, an item's position, or an entry's key, in brackets. */
  readonly #step: string | number
  readonly #isKey: boolean

  private constructor(parent: FieldPath | undefined, step: string | number, isKey: boolean) {
    this.#parent = parent
    this.#step = step
    this.#isKey = isKey
  }

  static of(first = "", ...names: readonly string[]): FieldPath {
    return names.reduce((path, name) => path.child(name), new FieldPath(undefined, first, false))
  }

  child(name: string, ...more: readonly string[]): FieldPath {
    const parent = this.#isRoot() ? undefined : this
    const child = new FieldPath(parent, name, false)
    return more.length === 0 ? child : more.reduce((path, next) => path.child(next), child)
  }

  index(position: number): FieldPath {
    return new FieldPath(this, position, false)
  }

  key(key: string): FieldPath {
    return new FieldPath(this, key, true)
  }

  toString(): string {
    if (typeof this.#step === "number" || this.#isKey) return `${this.#parent?.toString() ?? ""}[${this.#step}]`
    return this.#parent === undefined ? this.#step : `${this.#parent}.${this.#step}`
  }

  #isRoot(): boolean {
    return this.#parent === undefined && this.#step === "" && !this.#isKey
  }
}
