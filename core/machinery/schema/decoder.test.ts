import { describe, expect, test } from "vitest"
import type { Pod, Service } from "../../apis/core/v1.gen.ts"
import type { ApiObject } from "../meta/object.ts"
import { readRecorded, schema, typeOf } from "../testing/recorded.ts"
import { Decoder } from "./decoder.ts"

const decoder = new Decoder(schema)

interface Stored {
  readonly request: ApiObject
  readonly stored: ApiObject
}

interface Mutation {
  readonly case: string
  readonly path: string
  readonly change: string
  readonly value: unknown
  readonly code: number
  readonly message?: string
}

const stored = readRecorded<Stored>("stored")

describe("decoding", () => {
  test.each(stored)("reads $request.kind and writes what Kubernetes stores as it is", ({ request, stored: object }) => {
    decoder.decode(typeOf(request), request, "Strict")
    const again = decoder.decode(typeOf(object), object, "Strict").object
    expect(JSON.stringify(again)).toBe(
      JSON.stringify(object).replaceAll(/("conditions"|"currentMetrics"):null/g, "$1:[]"),
    )
  })

  test("refuses every recorded mistake in Kubernetes' words", () => {
    const requests = new Map(
      stored.map(({ request }) => [`${request.apiVersion} ${request.kind} ${request.metadata.name}`, request]),
    )
    const refused = readRecorded<Mutation>("mutations").filter(
      ({ code, message }) => code === 400 && message?.includes("cannot be handled"),
    )
    const differences = refused.flatMap((mutation) => {
      const request = requests.get(mutation.case)
      if (request === undefined) return [{ mutation, said: "nothing" }]
      const said = complaintAbout(typeOf(request), withChange(request, mutation.path, mutation.value))
      return mutation.message?.endsWith(`cannot be handled as a ${request.kind}: ${said}`) ? [] : [{ mutation, said }]
    })
    expect(refused.length).toBeGreaterThan(600)
    expect(differences).toEqual([])
  })

  test("puts what is always there, and leaves out what is empty", () => {
    const pod = decoder.decode<Pod>("core.v1.Pod", {
      metadata: { name: "a", labels: {}, creationTimestamp: null },
      spec: { containers: [{ name: "c", image: "", ports: [] }], nodeName: "", hostNetwork: false, hostname: null },
    }).object
    expect(pod).toEqual({ metadata: { name: "a" }, spec: { containers: [{ name: "c", resources: {} }] }, status: {} })
  })

  test("keeps what a pointer points to, even when that is empty", () => {
    const { spec } = decoder.decode<Pod>("core.v1.Pod", {
      spec: { containers: [], terminationGracePeriodSeconds: 0, securityContext: { runAsNonRoot: false } },
    }).object
    expect(spec).toEqual({ containers: [], terminationGracePeriodSeconds: 0, securityContext: { runAsNonRoot: false } })
  })

  test("gives quantities, times and numbers-or-names their one form", () => {
    const { spec } = decoder.decode<Pod>("core.v1.Pod", {
      spec: { containers: [{ name: "c", resources: { limits: { cpu: 0.5, memory: "1024Mi" } } }] },
    }).object
    expect(spec.containers[0]?.resources).toEqual({ limits: { cpu: "500m", memory: "1Gi" } })
    const service = decoder.decode<Service>("core.v1.Service", { spec: { ports: [{ port: 80 }] } }).object
    expect(service.spec.ports).toEqual([{ port: 80, targetPort: 0 }])
    const meta = decoder.decode<Pod>("core.v1.Pod", { metadata: { creationTimestamp: "2026-01-01T02:00:00.5+02:00" } })
    expect(meta.object.metadata.creationTimestamp).toBe("2026-01-01T00:00:00Z")
  })

  test("warns of unknown and repeated fields, or refuses them, as asked", () => {
    const value = { spec: { foo: 1, containers: [{ name: "c", bar: 2 }] } }
    expect(decoder.decode("core.v1.Pod", value).warnings).toEqual([])
    expect(decoder.decode("core.v1.Pod", value, "Warn", ['duplicate field "metadata.name"']).warnings).toEqual([
      'duplicate field "metadata.name"',
      'unknown field "spec.foo"',
      'unknown field "spec.containers[0].bar"',
    ])
    expect(() => decoder.decode("core.v1.Pod", value, "Strict")).toThrow(
      'strict decoding error: unknown field "spec.foo", unknown field "spec.containers[0].bar"',
    )
  })

  test.each([
    [
      { spec: { priority: 3e9 } },
      "json: cannot unmarshal number 3000000000 into Go struct field PodSpec.spec.priority of type int32",
    ],
    [
      { spec: { priority: 1.5 } },
      "json: cannot unmarshal number 1.5 into Go struct field PodSpec.spec.priority of type int32",
    ],
    [
      { metadata: { creationTimestamp: "now" } },
      'parsing time "now" as "2006-01-02T15:04:05Z07:00": cannot parse "now" as "2006"',
    ],
    [
      { metadata: { creationTimestamp: "2026-02-30T00:00:00Z" } },
      'parsing time "2026-02-30T00:00:00Z": day out of range',
    ],
    [[], "json: cannot unmarshal array into Go value of type v1.Pod"],
  ])("refuses %j", (value, message) => {
    expect(complaintAbout("core.v1.Pod", value)).toBe(message)
  })

  test("is not fooled by names that every JavaScript object has", () => {
    const labels = JSON.parse('{"__proto__":"a","constructor":"b"}')
    const pod = decoder.decode<Pod>("core.v1.Pod", { metadata: { labels }, spec: { constructor: 1 } }, "Warn")
    expect(Object.entries(pod.object.metadata.labels ?? {})).toEqual([
      ["__proto__", "a"],
      ["constructor", "b"],
    ])
    expect(pod.warnings).toEqual(['unknown field "spec.constructor"'])
  })
})

function complaintAbout(type: string, value: unknown): string {
  try {
    decoder.decode(type, value, "Strict")
    return ""
  } catch (error) {
    return (error as Error).message
  }
}

/** A copy with one value replaced; keys may hold dots: the longest key that is there is taken. */
function withChange(object: unknown, path: string, value: unknown): unknown {
  const copy = structuredClone(object)
  const words = path.split(".")
  let at = copy as Record<string, unknown>
  for (let from = 0; ; ) {
    let to = words.length
    while (to > from + 1 && !Object.hasOwn(at, words.slice(from, to).join("."))) to--
    const key = words.slice(from, to).join(".")
    if (to === words.length) {
      at[key] = value
      return copy
    }
    at = at[key] as Record<string, unknown>
    from = to
  }
}
