/** One way through a trie has been walked this far. */
interface Node<V> {
  readonly next: Map<unknown, Node<V>>
  value: V | undefined
}

/**
 * Remembers a value for a sequence of tokens (strings, numbers, symbols: compared as a Map's keys are). Walking a known
 * sequence allocates nothing. When there are too many it begins anew.
 */
export class PathTrie<V> {
  readonly #mostNodes: number
  #root: Node<V> = newNode()
  #nodes = 0
  #at: Node<V> = this.#root

  constructor(mostNodes: number) {
    this.#mostNodes = mostNodes
  }

  /** Begins a sequence. */
  start(): void {
    if (this.#nodes > this.#mostNodes) {
      this.#root = newNode()
      this.#nodes = 0
    }
    this.#at = this.#root
  }

  step(token: unknown): void {
    let next = this.#at.next.get(token)
    if (next === undefined) {
      next = newNode()
      this.#at.next.set(token, next)
      this.#nodes++
    }
    this.#at = next
  }

  /** What was remembered for the sequence so far. */
  get value(): V | undefined {
    return this.#at.value
  }

  /** Remembers it for the sequence so far. */
  set value(value: V | undefined) {
    this.#at.value = value
  }
}

function newNode<V>(): Node<V> {
  return { next: new Map(), value: undefined }
}
