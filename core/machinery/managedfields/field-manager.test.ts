import { describe, expect, test } from "vitest"
import type { Pod, Service } from "../../apis/core/v1.gen.ts"
import { pods, services } from "../../apis/resources.gen.ts"
import type { KindDefinition } from "../api/kind.ts"
import type { ApiObject } from "../meta/object.ts"
import { Decoder } from "../schema/decoder.ts"
import { schema } from "../testing/recorded.ts"
import { BuiltInKinds } from "./built-in-kinds.ts"
import { FieldManager } from "./field-manager.ts"

const manager = new FieldManager(new BuiltInKinds(schema, new Decoder(schema)))

const status = { type: "part", name: "status" }
const podKind = { resource: pods, subresources: [status] } as unknown as KindDefinition
const serviceKind = { resource: services, subresources: [status] } as unknown as KindDefinition

function by(name: string, subresource = "") {
  return { name, subresource, nowMs: 0 }
}

function service(spec: unknown): ApiObject {
  return { apiVersion: "v1", kind: "Service", metadata: { name: "s" }, spec } as unknown as ApiObject
}

function specOf(object: ApiObject): Service["spec"] {
  return (object as Service).spec
}

function refusal(run: () => unknown): string {
  try {
    run()
    return ""
  } catch (error) {
    return (error as Error).message
  }
}

describe("server-side apply", () => {
  test("takes out what its manager no longer applies, and leaves what others own", () => {
    const first = manager.apply(
      serviceKind,
      undefined,
      service({ selector: { a: "1" }, externalName: "x", type: "ExternalName" }),
      by("one"),
      false,
    )
    const other = manager.apply(serviceKind, first, service({ externalName: "x" }), by("two"), false)
    const less = manager.apply(serviceKind, other, service({ selector: { a: "1" } }), by("one"), false)
    expect(specOf(less)).toEqual({ selector: { a: "1" }, externalName: "x" })
  })

  test("finds list items by their keys, with the defaults of keys that are left out", () => {
    const live = manager.apply(
      serviceKind,
      undefined,
      service({ ports: [{ port: 80, protocol: "TCP", name: "web" }] }),
      by("one"),
      false,
    )
    const both = manager.apply(
      serviceKind,
      live,
      service({
        ports: [
          { port: 53, protocol: "UDP" },
          { port: 80, targetPort: 8080 },
        ],
      }),
      by("two"),
      false,
    )
    expect(specOf(both).ports).toEqual([
      { port: 53, protocol: "UDP", targetPort: 0 },
      { name: "web", protocol: "TCP", port: 80, targetPort: 8080 },
    ])
    expect(both.metadata.managedFields?.map((entry) => Object.keys(entry.fieldsV1?.["f:spec"] ?? {}))).toEqual([
      ["f:ports"],
      ["f:ports"],
    ])
    const alone = manager.apply(serviceKind, both, service({}), by("one"), false)
    expect(specOf(alone).ports?.map(({ port }) => port)).toEqual([53, 80])
  })

  test("lists every conflict by its manager", () => {
    const live = manager.apply(
      serviceKind,
      undefined,
      service({ selector: { a: "1", b: "1" }, ports: [{ port: 80, name: "web" }] }),
      by("one"),
      false,
    )
    const next = service({ selector: { a: "2", b: "2" }, ports: [{ port: 80, protocol: "TCP", name: "other" }] })
    expect(refusal(() => manager.apply(serviceKind, live, next, by("two"), false))).toBe(
      'Apply failed with 2 conflicts: conflicts with "one":\n- .spec.selector\n- .spec.ports[port=80,protocol="TCP"].name',
    )
  })

  test("owns an atomic map as a whole", () => {
    const live = manager.apply(serviceKind, undefined, service({ selector: { a: "1" } }), by("one"), false)
    expect(live.metadata.managedFields?.[0]?.fieldsV1).toEqual({ "f:spec": { "f:selector": {} } })
  })

  test.each([
    [{ spec: { selector: [] } }, ".spec.selector: expected map, got &{[]}"],
    [{ spec: { type: 7 } }, ".spec.type: expected string, got &value.valueUnstructured{Value:7}"],
    [{ nope: 1 }, ".nope: field not declared in schema"],
  ])("refuses what is not of the type: %j", (wrong, message) => {
    const applied = { ...service({}), ...wrong } as ApiObject
    expect(refusal(() => manager.apply(serviceKind, undefined, applied, by("one"), false))).toContain(
      `failed to create typed patch object (/s; /v1, Kind=Service): ${message}`,
    )
  })
})

describe("an update", () => {
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "p", uid: "u" },
    spec: { containers: [{ name: "c", image: "a" }] },
    status: {},
  } as unknown as Pod

  test("makes its writer the owner of what it changed, and nobody else's", () => {
    const { uid: _, ...metadata } = pod.metadata
    const created = manager.afterUpdate(podKind, undefined, { ...pod, metadata }, by("maker"))
    const next = { ...created, status: { phase: "Running" } } as unknown as Pod
    const reported = manager.afterUpdate(podKind, created, next, by("kubelet", "status"))
    expect(reported.metadata.managedFields).toEqual([
      expect.objectContaining({
        manager: "kubelet",
        subresource: "status",
        fieldsV1: { "f:status": { "f:phase": {} } },
      }),
      expect.objectContaining({
        manager: "maker",
        fieldsV1: { "f:spec": { "f:containers": { 'k:{"name":"c"}': { ".": {}, "f:image": {}, "f:name": {} } } } },
      }),
    ])
  })

  test("that changes nothing leaves the entries as they are", () => {
    const created = manager.afterUpdate(podKind, undefined, { ...pod, metadata: { name: "p" } }, by("maker"))
    expect(manager.afterUpdate(podKind, created, { ...created }, by("other")).metadata.managedFields).toBe(
      created.metadata.managedFields,
    )
  })

  test("tracks no one on an object that was never tracked", () => {
    const next = { ...pod, spec: { ...pod.spec, nodeName: "n" } }
    expect(manager.afterUpdate(podKind, pod, next, by("scheduler")).metadata.managedFields).toBeUndefined()
  })

  test("keeps at most ten updaters: the oldest become one", () => {
    let live: ApiObject = manager.afterUpdate(podKind, undefined, { ...pod, metadata: { name: "p" } }, by("m0"))
    for (let turn = 1; turn <= 12; turn++) {
      const labels = { ...live.metadata.labels, [`l${turn}`]: "x" }
      const writer = { name: `m${turn}`, subresource: "", nowMs: turn * 1000 }
      live = manager.afterUpdate(podKind, live, { ...live, metadata: { ...live.metadata, labels } }, writer)
    }
    expect(live.metadata.managedFields).toHaveLength(10)
    expect(live.metadata.managedFields?.map((entry) => entry.manager)).toContain("ancient-changes")
  })
})
