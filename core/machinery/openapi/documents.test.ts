import { Reader } from "protobufjs/minimal.js"
import { describe, expect, test } from "vitest"
import { openApiSource } from "../../apis/openapi.gen.ts"
import { deployments, pods } from "../../apis/resources.gen.ts"
import type { KindDefinition } from "../api/kind.ts"
import { OpenApiDocuments } from "./documents.ts"
import type { SchemaObject } from "./schema-object.ts"

const status = { type: "part", name: "status", verbs: ["get", "update", "patch"] }
const eviction = {
  type: "action",
  name: "eviction",
  group: "policy",
  version: "v1",
  kind: "Eviction",
  bodyType: "policy.v1.Eviction",
}
const exec = { type: "connect", name: "exec", verbs: ["get", "create"], kind: "PodExecOptions" }
const kinds = [
  { resource: pods, subresources: [status, eviction, exec] },
  { resource: deployments, subresources: [status, { type: "scale", name: "scale" }] },
] as unknown as readonly KindDefinition[]

const documents = new OpenApiDocuments(kinds, "v1.36.3", async () => openApiSource)

describe("version 3", () => {
  test("has a document for each group version, and for discovery", () => {
    expect(documents.v3Paths).toEqual(["api", "api/v1", "apis", "apis/apps", "apis/apps/v1", "version"])
  })

  test("holds the types that its paths need and no others", async () => {
    const schemas = await schemasOf("api/v1")
    expect(Object.keys(schemas)).toContain("io.k8s.api.core.v1.PodSpec")
    expect(Object.keys(schemas)).toContain("io.k8s.api.policy.v1.Eviction")
    expect(Object.keys(schemas)).not.toContain("io.k8s.api.apps.v1.Deployment")
    const text = JSON.stringify(await documents.v3("api/v1"))
    const wanted = new Set(text.match(/(?<=#\/components\/schemas\/)[^"]+/g))
    expect([...wanted].filter((name) => !(name in schemas))).toEqual([])
  })

  test("says of a field what kubectl explain and apply read", async () => {
    const schemas = await schemasOf("api/v1")
    expect(at(schemas, "io.k8s.api.core.v1.Pod", "x-kubernetes-group-version-kind")).toEqual([
      { group: "", kind: "Pod", version: "v1" },
    ])
    expect(at(schemas, "io.k8s.api.core.v1.Container", "properties", "ports")).toMatchObject({
      type: "array",
      items: { allOf: [{ $ref: "#/components/schemas/io.k8s.api.core.v1.ContainerPort" }], default: {} },
      "x-kubernetes-list-map-keys": ["containerPort", "protocol"],
      "x-kubernetes-list-type": "map",
      "x-kubernetes-patch-merge-key": "containerPort",
      "x-kubernetes-patch-strategy": "merge",
    })
    expect(at(schemas, "io.k8s.api.core.v1.PodSpec", "properties", "nodeName", "description")).toMatch(/^NodeName/)
    expect(at(schemas, "io.k8s.apimachinery.pkg.util.intstr.IntOrString")).toMatchObject({
      format: "int-or-string",
      oneOf: [{ type: "integer" }, { type: "string" }],
    })
  })

  test("names operations, actions and kinds as Kubernetes does", async () => {
    const { paths } = await documents.v3("apis/apps/v1")
    const patch = at(paths, "/apis/apps/v1/namespaces/{namespace}/deployments/{name}", "patch")
    expect(patch).toMatchObject({
      operationId: "patchAppsV1NamespacedDeployment",
      tags: ["apps_v1"],
      "x-kubernetes-action": "patch",
      "x-kubernetes-group-version-kind": { group: "apps", version: "v1", kind: "Deployment" },
    })
    const names = (at(patch, "parameters") as readonly { readonly name: string }[]).map(({ name }) => name)
    expect(names).toEqual(["dryRun", "fieldManager", "fieldValidation", "force"])
    expect(Object.keys(paths as object)).toContain("/apis/apps/v1/namespaces/{namespace}/deployments/{name}/scale")
    expect(at(paths, "/apis/apps/v1/deployments", "get", "operationId")).toBe("listAppsV1DeploymentForAllNamespaces")
  })
})

describe("version 2", () => {
  test("refers to definitions directly and to shared parameters", async () => {
    const document = await documents.v2()
    expect(at(document, "definitions", "io.k8s.api.core.v1.Pod", "properties", "spec", "$ref")).toBe(
      "#/definitions/io.k8s.api.core.v1.PodSpec",
    )
    const patch = at(document, "paths", "/api/v1/namespaces/{namespace}/pods/{name}", "patch", "parameters")
    expect(patch).toContainEqual({ $ref: "#/parameters/fieldValidation" })
    expect(at(document, "parameters", "fieldValidation", "name")).toBe("fieldValidation")
  })

  test("reads back from its protobuf form", async () => {
    const document = readFields(await documents.v2Protobuf())
    expect(textOf(document, 1)).toBe("2.0")
    const paths = readFields(bytesOf(document, 8))
    const names = (paths.get(2) ?? []).map((path) => textOf(readFields(path as Uint8Array), 1))
    expect(names).toContain("/api/v1/namespaces/{namespace}/pods/{name}/exec")
    const definitions = readFields(bytesOf(document, 9))
    const types = (definitions.get(1) ?? []).map((type) => readFields(type as Uint8Array))
    const port = types.find((type) => textOf(type, 1) === "io.k8s.api.core.v1.ContainerPort")
    const schema = readFields(bytesOf(port ?? new Map(), 2))
    expect(textOf(schema, 4)).toBe("ContainerPort represents a network port in a single container.")
    expect(textOf(schema, 19)).toBe("containerPort")
  })
})

async function schemasOf(path: string): Promise<SchemaObject> {
  return at(await documents.v3(path), "components", "schemas") as SchemaObject
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((object, key) => (object as SchemaObject | undefined)?.[key], value)
}

type Fields = ReadonlyMap<number, readonly unknown[]>

function readFields(bytes: Uint8Array): Fields {
  const reader = Reader.create(bytes)
  const fields = new Map<number, unknown[]>()
  while (reader.pos < reader.len) {
    const tag = reader.uint32()
    const value = (tag & 7) === 2 ? reader.bytes() : reader.uint32()
    fields.set(tag >>> 3, [...(fields.get(tag >>> 3) ?? []), value])
  }
  return fields
}

function bytesOf(fields: Fields, number: number): Uint8Array {
  return (fields.get(number)?.[0] ?? new Uint8Array()) as Uint8Array
}

function textOf(fields: Fields, number: number): string {
  return new TextDecoder().decode(bytesOf(fields, number))
}
