interface Names {
  /** The global function that leads out of the page. */
  readonly binding: string
  /** Says which console message hands out the way into the page. */
  readonly nonce: string
}

type Require = (name: string) => unknown
type Listener = (event: object, ...args: unknown[]) => void

/**
 * Runs in the page before its own scripts, as text: a preload script's world, with a context bridge and an ipcRenderer. It
 * leaves nothing behind in the page but what the preload script exposes.
 */
export function pageWorld({ binding, nonce }: Names, preload: (require: Require, module: object) => void): void {
  const page = globalThis as unknown as Record<string, unknown>
  const post = page[binding] as (text: string) => void
  delete page[binding]
  if (page["top"] !== globalThis) return // a frame in the page: a preload script runs in none
  const listeners = new Map<string, Set<Listener>>()
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let nextId = 1

  const write = (value: unknown) =>
    JSON.stringify(structuredClone(value), (_key, member: unknown) =>
      member instanceof Uint8Array ? { "stand-in bytes": [...member] } : member,
    )
  const read = (text: string) =>
    JSON.parse(text, (_key, member) =>
      Array.isArray(member?.["stand-in bytes"]) ? Uint8Array.from(member["stand-in bytes"]) : member,
    )
  const receive = (text: string) => {
    const { reply, error, channel, args } = read(text)
    if (channel !== undefined) for (const listener of [...(listeners.get(channel) ?? [])]) listener({}, ...args)
    else if (error === undefined) waiting.get(reply.id)?.resolve(reply.value)
    else waiting.get(reply.id)?.reject(new Error(error))
  }
  console.debug(nonce, receive)
  // Where the app refuses, as it must, nothing is opened to begin with.
  page["open"] = (url: unknown) => {
    post(write({ type: "open", channel: new URL(String(url), String(page["location"])).href }))
    return null
  }

  /** As values cross from one world to the other: functions and promises stand for those over there, all else is a copy. */
  const crossing = (value: unknown): unknown => {
    if (typeof value === "function") return (...args: unknown[]) => crossing(value(...args.map(crossing)))
    if (value instanceof Promise) return value.then(crossing)
    if (typeof value !== "object" || value === null) return value
    if (Array.isArray(value)) return value.map(crossing)
    if (Object.getPrototypeOf(value) !== Object.prototype) return structuredClone(value)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, crossing(member)]))
  }
  const refusing = <T extends object>(name: string, members: T) =>
    new Proxy(members, {
      get: (target, key) => {
        if (!(key in target)) throw new Error(`The stand-in for Electron has no ${name}.${String(key)}`)
        return Reflect.get(target, key)
      },
    })
  const electron = refusing("electron", {
    contextBridge: refusing("contextBridge", {
      exposeInMainWorld: (key: string, api: unknown) =>
        Object.defineProperty(globalThis, key, { value: Object.freeze(crossing(api)), enumerable: true }),
    }),
    ipcRenderer: refusing("ipcRenderer", {
      invoke: (channel: string, ...args: unknown[]) => {
        const id = nextId++
        waiting.set(id, Promise.withResolvers())
        post(write({ type: "invoke", id, channel, args }))
        return waiting.get(id)?.promise
      },
      send: (channel: string, ...args: unknown[]) => post(write({ type: "send", channel, args })),
      on: (channel: string, listener: Listener) => {
        listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener))
      },
      off: (channel: string, listener: Listener) => {
        listeners.get(channel)?.delete(listener)
      },
    }),
  })
  preload(
    (name) => {
      if (name !== "electron") throw new Error(`A sandboxed preload script has no module "${name}"`)
      return electron
    },
    { exports: {} },
  )
}
