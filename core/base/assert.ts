/** Fails loudly when something that cannot be otherwise is otherwise. Stays on in production. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionError(message)
}

/** Closes a switch: a new member of the union is a compile error here. */
export function unreachable(value: never): never {
  throw new AssertionError(`Reached what cannot be reached: ${JSON.stringify(value)}`)
}

export class AssertionError extends Error {
  override readonly name = "AssertionError"
}
