/**
 * Where in an object something stands, said as Kubernetes says it: `spec.containers[0].ports[1].name`, `data[a.b]`.
 * Built on the way down and put into words only when an error needs it.
 */
export class FieldPath {
  readonly #parent: FieldPath | undefined
  readonly #step: string

  private constructor(parent: FieldPath | undefined, step: string) {
    this.#parent = parent
    this.#step = step
  }

  static of(...names: readonly string[]): FieldPath {
    let path: FieldPath | undefined
    for (const name of names) path = path === undefined ? new FieldPath(undefined, name) : path.child(name)
    return path ?? new FieldPath(undefined, "")
  }

  child(...names: readonly string[]): FieldPath {
    let path: FieldPath = this
    for (const name of names) path = new FieldPath(path, path.#isRoot() ? name : `.${name}`)
    return path
  }

  index(position: number): FieldPath {
    return new FieldPath(this, `[${position}]`)
  }

  key(key: string): FieldPath {
    return new FieldPath(this, `[${key}]`)
  }

  toString(): string {
    return `${this.#parent?.toString() ?? ""}${this.#step}`
  }

  #isRoot(): boolean {
    return this.#parent === undefined && this.#step === ""
  }
}
