import { afterEach, describe, expect, test } from "vitest"
import { invalid } from "../../machinery/field/field-error.ts"
import { StatusError } from "../../machinery/status/status-error.ts"
import { newTestStore, type TestStore, type Thing } from "./testing/test-store.ts"

const at = { namespace: "default", name: "a" }
const blue: Thing = { apiVersion: "test.dev/v1", kind: "Thing", metadata: { name: "a" }, spec: { color: "blue" } }

let opened: TestStore | undefined

async function open(...options: Parameters<typeof newTestStore>): Promise<TestStore> {
  opened = await newTestStore(...options)
  return opened
}

afterEach(() => opened?.[Symbol.dispose]())

function paint(color: string, more: Thing["metadata"] = {}) {
  return (current: object | undefined) => {
    const thing = current as Thing // the store's only kind
    return { ...thing, metadata: { ...thing.metadata, ...more }, spec: { color } }
  }
}

async function failureOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof StatusError) return `${error.code} ${error.reason}: ${error.message}`
    throw error
  }
  return "no failure"
}

describe("create", () => {
  test("gives what only the server can give, and takes what only the server may", async () => {
    const { store, request } = await open()
    const wanted = { ...blue, metadata: { name: "a", uid: "mine", selfLink: "/x" }, status: { seen: "yes" } }
    const { object } = await store.create(wanted, request())
    expect(object).toEqual({
      ...blue,
      metadata: {
        name: "a",
        namespace: "default",
        uid: expect.not.stringMatching("mine"),
        resourceVersion: "2",
        generation: 1,
        creationTimestamp: "2026-01-01T00:00:00Z",
      },
    })
  })

  test("answers the bytes that a get will answer", async () => {
    const { store, request } = await open()
    const { bytes } = await store.create(blue, request())
    expect((await store.get(at)).bytes.buffer).toBe(bytes.buffer)
  })

  test("makes up a name, and another one when that is taken", async () => {
    const { store, request } = await open()
    const names = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const { object } = await store.create({ ...blue, metadata: { generateName: "x-" } }, request())
        return object.metadata.name
      }),
    )
    expect(new Set(names).size).toBe(50)
    expect(names.every((name) => /^x-[a-z0-9]{5}$/.test(name ?? ""))).toBe(true)
  })

  test("refuses what is there already, and what belongs elsewhere", async () => {
    const { store, request } = await open()
    await store.create(blue, request())
    expect(await failureOf(store.create(blue, request()))).toBe('409 AlreadyExists: things.test.dev "a" already exists')
    const elsewhere = { ...blue, metadata: { name: "b", namespace: "other" } }
    expect(await failureOf(store.create(elsewhere, request()))).toContain(
      "400 BadRequest: the namespace of the provided",
    )
  })

  test("runs its stages in Kubernetes' order", async () => {
    const order: string[] = []
    function noted<T>(what: string, value: T): T {
      order.push(what)
      return value
    }
    const { store, request } = await open({
      strategy: {
        prepareForCreate: (thing) => noted("prepare", thing),
        validate: () => noted("validate", []),
        canonicalize: (thing) => noted("canonicalize", thing),
      },
      plugins: [
        { name: "last", validate: () => noted("validating admission", undefined) },
        { name: "first", mutate: ({ object }) => noted("mutating admission", object ?? blue) },
      ],
    })
    await store.create(blue, request())
    expect(order).toEqual(["mutating admission", "prepare", "validate", "canonicalize", "validating admission"])
  })

  test("as a dry run writes nothing and promises no version", async () => {
    const { store, storage, request } = await open()
    const before = await storage.currentRevision()
    const { object } = await store.create(blue, request({ dryRun: true }))
    expect(object.metadata.resourceVersion).toBeUndefined()
    expect(await storage.currentRevision()).toBe(before)
  })

  test("says everything that is wrong", async () => {
    const { store, request } = await open({ strategy: { validate: () => [invalid("spec.color", "blue", "too blue")] } })
    expect(await failureOf(store.create(blue, request()))).toBe(
      '422 Invalid: Thing.test.dev "a" is invalid: spec.color: Invalid value: "blue": too blue',
    )
  })

  test("counts an owner once", async () => {
    const { store, request, warnings } = await open()
    const owner = { apiVersion: "v1", kind: "Pod", name: "p", uid: "u1" }
    const { object } = await store.create(
      { ...blue, metadata: { name: "a", ownerReferences: [owner, owner] } },
      request(),
    )
    expect(object.metadata.ownerReferences).toEqual([owner])
    expect(warnings).toEqual([expect.stringContaining("duplicate UID(s) observed: u1")])
  })
})

describe("update", () => {
  test("writes a change and nothing when there is none", async () => {
    const { store, storage, request } = await open()
    await store.create(blue, request())
    const { object } = await store.update(at, { ...request(), change: paint("red") })
    expect(object.object).toMatchObject({ spec: { color: "red" }, metadata: { resourceVersion: "3" } })
    await store.update(at, { ...request(), change: paint("red") })
    expect(await storage.currentRevision()).toBe(3)
  })

  test("of a version that is gone is a conflict", async () => {
    const { store, request } = await open()
    await store.create(blue, request())
    await store.update(at, { ...request(), change: paint("red") })
    const stale = store.update(at, { ...request(), change: paint("green", { resourceVersion: "2" }) })
    expect(await failureOf(stale)).toContain("409 Conflict")
  })

  test("without a version overwrites, unless the kind forbids it", async () => {
    const { store, request } = await open()
    await store.create(blue, request())
    const change = () => ({ ...blue, spec: { color: "red" } })
    expect((await store.update(at, { ...request(), change })).object.object).toMatchObject({ spec: { color: "red" } })
    const strict = await newTestStore({ strategy: { allowUnconditionalUpdate: false } })
    await strict.store.create(blue, strict.request())
    expect(await failureOf(strict.store.update(at, { ...strict.request(), change }))).toContain(
      "metadata.resourceVersion: Invalid value: 0: must be specified for an update",
    )
    strict[Symbol.dispose]()
  })

  test("at the same time as others loses nothing", async () => {
    const { store, request } = await open()
    await store.create(blue, request())
    const label = (key: string) =>
      store.update(at, {
        ...request(),
        change: (current) => {
          const thing = current as Thing // the store's only kind
          return { ...thing, metadata: { ...thing.metadata, labels: { ...thing.metadata.labels, [key]: "x" } } }
        },
      })
    await Promise.all(["a", "b", "c", "d", "e"].map(label))
    expect((await store.get(at)).object.metadata.labels).toEqual({ a: "x", b: "x", c: "x", d: "x", e: "x" })
  })

  test("of what is not there is refused, or makes it where the kind allows", async () => {
    const { store, request } = await open()
    expect(await failureOf(store.update(at, { ...request(), change: () => blue }))).toContain("404 NotFound")
    const made = await store.update(at, { ...request(), change: () => blue, createsMissing: true })
    expect(made.created).toBe(true)
  })

  test("meant for another object of the same name is refused", async () => {
    const { store, request } = await open()
    await store.create(blue, request())
    const failure = await failureOf(store.update(at, { ...request(), change: paint("red"), uid: "other" }))
    expect(failure).toContain("Precondition failed: UID in precondition: other, UID in object meta: ")
  })

  test("cannot change what the server gave", async () => {
    const { store, request } = await open()
    const { object } = await store.create(blue, request())
    const change = paint("red", {
      creationTimestamp: "2001-01-01T00:00:00Z",
      deletionTimestamp: "2001-01-01T00:00:00Z",
    })
    const { metadata } = (await store.update(at, { ...request(), change })).object.object
    expect(metadata.creationTimestamp).toBe(object.metadata.creationTimestamp)
    expect(metadata.deletionTimestamp).toBeUndefined()
  })
})

describe("remove", () => {
  test("is the end where nothing holds it", async () => {
    const { store, request } = await open()
    await store.create(blue, request())
    expect((await store.remove(at, {}, request())).isGone).toBe(true)
    expect(await failureOf(store.get(at))).toBe('404 NotFound: things.test.dev "a" not found')
  })

  test("waits for a finalizer, whose going is the end", async () => {
    const { store, request } = await open()
    await store.create({ ...blue, metadata: { name: "a", finalizers: ["a.b/c"] } }, request())
    expect((await store.remove(at, {}, request())).isGone).toBe(false)
    expect((await store.get(at)).object.metadata.deletionTimestamp).toBe("2026-01-01T00:00:00Z")
    await store.update(at, { ...request(), change: paint("blue", { finalizers: [] }) })
    expect(await failureOf(store.get(at))).toContain("404")
  })

  test("of another object of the same name is refused", async () => {
    const { store, request } = await open()
    await store.create(blue, request())
    const removal = store.remove(at, { preconditions: { uid: "other" } }, request())
    expect(await failureOf(removal)).toContain("the UID in the precondition (other) does not match the UID in record")
  })

  test("as a dry run leaves it", async () => {
    const { store, request } = await open()
    await store.create(blue, request())
    expect((await store.remove(at, {}, request({ dryRun: true }))).isGone).toBe(true)
    expect((await store.get(at)).object.metadata.name).toBe("a")
  })
})
