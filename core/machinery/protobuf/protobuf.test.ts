import { describe, expect, test } from "vitest"
import { text } from "../../apis/protobuf.gen.ts"
import type { ApiObject } from "../meta/object.ts"
import { Decoder } from "../schema/decoder.ts"
import { DecodeError } from "../schema/scalars.ts"
import { readRecorded, schema, typeOf } from "../testing/recorded.ts"
import { concat, inEnvelope } from "./envelope.ts"
import { Protobuf, type TypeMeta } from "./protobuf.ts"

const protobuf = new Protobuf(text, schema)
const decoder = new Decoder(schema)

describe("bytes", () => {
  const object = {
    kind: "ConfigMap",
    apiVersion: "v1",
    metadata: { name: "cm", creationTimestamp: "2026-01-02T03:04:05Z" },
    data: { b: "2", a: "1" },
  }
  /** `k8s\0`, the kind, the message, an empty content encoding and type. */
  const bytes =
    "6b387300 0a0f0a0276311209436f6e6669674d6170 122c" +
    "0a1a0a02636d12001a0022002a0032003800420808a5ebdcca061000" +
    "12060a01611201311206 0a0162120132 1a002200"

  test("are Go's: what is no pointer is there though empty, maps are sorted", () => {
    expect(hex(protobuf.encode(object))).toBe(bytes.replaceAll(" ", ""))
  })

  test("are read as the JSON that says the same, as far as a decoder of JSON cares", () => {
    const read = protobuf.decode("core.v1.ConfigMap", unhex(bytes))
    expect(read).toMatchObject({ kind: "ConfigMap", apiVersion: "v1", data: { a: "1", b: "2" } })
    expect(decoder.decode("core.v1.ConfigMap", read, "Strict").object).toEqual(
      decoder.decode("core.v1.ConfigMap", object).object,
    )
  })
})

test("an object of every kind that was recorded survives", () => {
  for (const { stored } of readRecorded<{ readonly stored: ApiObject & TypeMeta }>("stored")) {
    const type = typeOf(stored)
    const wanted = decoder.decode(type, withoutInnerKinds(stored)).object
    const read = protobuf.decode(type, protobuf.encode(stored))
    expect(decoder.decode(type, read, "Strict").object, stored.kind).toEqual(wanted)
  }
})

describe("values that are messages", () => {
  test("times, of whole seconds and of microseconds; none is Go's zero", () => {
    const lease = { spec: { renewTime: "2026-01-02T03:04:05.000678Z", acquireTime: "1969-12-31T23:59:59.500000Z" } }
    expect(through("coordination.k8s.io/v1", "Lease", "coordination.v1.Lease", lease)).toMatchObject(lease)
    const event = { metadata: {}, involvedObject: {}, firstTimestamp: null }
    expect(through("v1", "Event", "core.v1.Event", event)).toMatchObject({ firstTimestamp: null, eventTime: null })
  })

  test("quantities, numbers or texts", () => {
    const service = {
      spec: {
        ports: [
          { port: 80, targetPort: "web" },
          { port: 81, targetPort: 8081 },
        ],
      },
    }
    expect(through("v1", "Service", "core.v1.Service", service)).toMatchObject(service)
    const quota = { spec: { hard: { cpu: "1500m", memory: "1Gi" } } }
    expect(through("v1", "ResourceQuota", "core.v1.ResourceQuota", quota)).toMatchObject(quota)
  })

  test("lists that Go has names for", () => {
    const review = { spec: { user: "ann", extra: { scopes: ["a", "b"], none: [] } } }
    const type = "authorization.v1.SubjectAccessReview"
    expect(through("authorization.k8s.io/v1", "SubjectAccessReview", type, review)).toMatchObject(review)
  })

  test("bytes", () => {
    const secret = {
      data: { empty: "", all: btoa(String.fromCharCode(...Array.from({ length: 256 }, (_, at) => at))) },
    }
    expect(through("v1", "Secret", "core.v1.Secret", secret)).toMatchObject(secret)
  })

  test("JSON of any form", () => {
    const revision = { data: { spec: { deep: [1, "two", null] } }, revision: 3 }
    const read = through("apps/v1", "ControllerRevision", "apps.v1.ControllerRevision", revision)
    expect(read).toMatchObject(revision)
  })

  test("fields of embedded structs stand in the object itself", () => {
    const volumes = [
      { name: "a", emptyDir: {} },
      { name: "b", configMap: { name: "c", optional: false } },
    ]
    expect(through("v1", "Pod", "core.v1.Pod", { spec: { volumes } })).toMatchObject({ spec: { volumes } })
  })

  test("a schema, or something else in its place", () => {
    const openAPIV3Schema = {
      type: "object",
      properties: {
        list: { items: { type: "string" }, default: ["a"] },
        open: { additionalProperties: { "x-kubernetes-int-or-string": true } },
        shut: { additionalProperties: false },
        tuple: { items: [{ type: "string" }, { type: "number", minimum: 0.5 }] },
        dependent: { dependencies: { a: ["b"], c: { $ref: "#" } } },
      },
    }
    const spec = { versions: [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema } }] }
    const type = "apiextensions.v1.CustomResourceDefinition"
    const read = through("apiextensions.k8s.io/v1", "CustomResourceDefinition", type, { spec })
    expect(decoder.decode(type, read).object).toMatchObject({ spec })
  })

  test("a map may have any key", () => {
    const labels = JSON.parse('{"__proto__":"polluted","constructor":"too"}') as object // as a client may send it
    const { metadata } = through("v1", "Pod", "core.v1.Pod", { metadata: { labels } }) as {
      metadata: { labels: object }
    }
    expect(Object.entries(metadata.labels)).toEqual([
      ["__proto__", "polluted"],
      ["constructor", "too"],
    ])
    expect(Object.getPrototypeOf(metadata.labels)).toBe(Object.prototype)
  })
})

describe("what cannot be read", () => {
  const message = (...bytes: readonly number[]) =>
    concat(inEnvelope({ apiVersion: "v1", kind: "ConfigMap" }, Uint8Array.from(bytes)))
  const read = (bytes: Uint8Array) => () => protobuf.decode("core.v1.ConfigMap", bytes)

  test("is refused in Go's words", () => {
    expect(read(new TextEncoder().encode("{}"))).toThrow("expected prefix [107 56 115 0]")
    expect(read(message(0x0a, 0x05, 0x0a))).toThrow("unexpected EOF")
    expect(read(message(0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f))).toThrow("unexpected EOF")
    expect(read(message(0x08, 0x01))).toThrow("proto: wrong wireType = 0 for field metadata")
    expect(read(message(0x0f))).toThrow("proto: illegal wireType 7")
  })

  test("is a decode error wherever the bytes end", () => {
    const whole = protobuf.encode({ kind: "ConfigMap", apiVersion: "v1", ...{ data: { a: "b".repeat(200) } } })
    for (let length = 0; length < whole.length; length++) {
      try {
        protobuf.decode("core.v1.ConfigMap", whole.subarray(0, length))
      } catch (error) {
        expect(error).toBeInstanceOf(DecodeError)
      }
    }
  })

  test("fields that nobody knows are passed over", () => {
    expect(read(message(0xf8, 0x07, 0x01, 0x20, 0x01))()).toMatchObject({ immutable: true })
  })
})

test("custom resources and tables have no protobuf form", () => {
  expect(protobuf.has({ apiVersion: "example.com/v1", kind: "Widget" })).toBe(false)
  expect(protobuf.has({ apiVersion: "meta.k8s.io/v1", kind: "Table" })).toBe(false)
  expect(protobuf.has({ apiVersion: "meta.k8s.io/v1", kind: "PartialObjectMetadata" })).toBe(true)
  expect(protobuf.has({ apiVersion: "apps/v1", kind: "DeploymentList" })).toBe(true)
})

function through(apiVersion: string, kind: string, type: string, object: object): Readonly<Record<string, unknown>> {
  return protobuf.decode(type, protobuf.encode({ apiVersion, kind, ...object }))
}

/** Protobuf has no place for what a claim within a stateful set says it is. */
function withoutInnerKinds(object: ApiObject): unknown {
  const bare = ({ kind: _, apiVersion: __, ...rest }: ApiObject) => rest
  return JSON.parse(JSON.stringify(object), (key, value: unknown) =>
    key === "volumeClaimTemplates" ? (value as readonly ApiObject[]).map(bare) : value,
  )
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}

function unhex(text: string): Uint8Array {
  return Uint8Array.from(text.replaceAll(" ", "").match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
