/** First in, first out, in constant time: the front moves on and the spent part is cut off now and then. */
export class Fifo<T> {
  #items: T[] = []
  #front = 0

  get length(): number {
    return this.#items.length - this.#front
  }

  push(item: T): void {
    this.#items.push(item)
  }

  shift(): T | undefined {
    const item = this.#items[this.#front]
    if (this.#front < this.#items.length) this.#front++
    if (this.#front === this.#items.length) {
      this.#items = []
      this.#front = 0
    } else if (this.#front > 1024 && this.#front * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#front)
      this.#front = 0
    }
    return item
  }
}
