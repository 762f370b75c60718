import { EventEmitter } from "node:events"

/** What the language itself, and who prints or compares, look for on any object. */
const passive = new Set(["then", "toJSON", "constructor", "asymmetricMatch", "nodeType", "tagName", "$$typeof"])

function refuse(owner: string, key: PropertyKey): void {
  if (typeof key === "string" && !passive.has(key)) throw new Error(`The stand-in for Electron has no ${owner}.${key}`)
}

/** An object whose every other member is refused, so that nothing passes a test by not being there. */
export function strict<T extends object>(owner: string, members: T): T {
  return new Proxy(members, {
    get: (target, key, receiver) => {
      if (!(key in target)) refuse(owner, key)
      return Reflect.get(target, key, receiver)
    },
    set: (target, key, value) => {
      if (!(key in target)) refuse(owner, key)
      return Reflect.set(target, key, value)
    },
  })
}

/** Options that are all known. */
export function assertKnown(owner: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).filter((key) => !known.includes(key))
  if (unknown.length > 0) throw new Error(`The stand-in for Electron does not know ${owner}: ${unknown.join(", ")}`)
}

/** Emits the events that it names, refuses to be asked for others, and has no member but its own. */
export class StandIn extends EventEmitter {
  readonly #owner: string
  readonly #events: readonly string[]

  constructor(owner: string, events: readonly string[]) {
    super()
    this.#owner = owner
    this.#events = events
  }

  override on(event: string, listener: (...args: never[]) => void): this {
    this.#assertKnown(event)
    return super.on(event, listener as (...args: unknown[]) => void)
  }

  override once(event: string, listener: (...args: never[]) => void): this {
    this.#assertKnown(event)
    return super.once(event, listener as (...args: unknown[]) => void)
  }

  #assertKnown(event: string): void {
    if (!this.#events.includes(event)) throw new Error(`The stand-in's ${this.#owner} has no event "${event}"`)
  }
}

// At the end of the chain: what no class below has is refused.
Object.setPrototypeOf(
  StandIn.prototype,
  new Proxy(EventEmitter.prototype, {
    get: (target, key, receiver: object) => {
      if (!(key in target) && !isEmittersOwn(key)) refuse(receiver.constructor.name, key)
      return Reflect.get(target, key, receiver)
    },
  }),
)

function isEmittersOwn(key: PropertyKey): boolean {
  return typeof key === "string" && key.startsWith("_")
}

/** An event that whoever listens may stop. */
export function newEvent<T extends object>(members: T) {
  return {
    ...members,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true
    },
  }
}
