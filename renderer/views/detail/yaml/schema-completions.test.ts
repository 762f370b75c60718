import { describe, expect, it } from "vitest"
import { readOpenApiDocument, schemaOfKind } from "../../../data/openapi-schema.ts"
import { parseManifest } from "./manifest-text.ts"
import { completionsAt, describeField } from "./schema-completions.ts"
import { problemsOf } from "./schema-problems.ts"
import { placeAt } from "./yaml-cursor.ts"

const schemas = {
  Pod: {
    type: "object",
    properties: {
      kind: { type: "string" },
      metadata: { allOf: [{ $ref: "#/components/schemas/Meta" }] },
      spec: { allOf: [{ $ref: "#/components/schemas/io.k8s.PodSpec" }], description: "What it should be" },
      status: { type: "object" },
    },
    "x-kubernetes-group-version-kind": [{ group: "", version: "v1", kind: "Pod" }],
  },
  Meta: {
    type: "object",
    properties: { name: { type: "string" }, labels: { type: "object", additionalProperties: { type: "string" } } },
  },
  "io.k8s.PodSpec": {
    type: "object",
    required: ["containers"],
    properties: {
      containers: { type: "array", items: { allOf: [{ $ref: "#/components/schemas/io.k8s.Container" }] } },
      restartPolicy: { type: "string", enum: ["Always", "Never"], default: "Always" },
      hostNetwork: { type: "boolean" },
    },
  },
  "io.k8s.Container": {
    type: "object",
    required: ["name"],
    properties: { name: { type: "string" }, tty: { type: "boolean" } },
  },
}

function podSchema() {
  const document = readOpenApiDocument({ components: { schemas } })
  const root = document && schemaOfKind(document, { group: "", version: "v1", kind: "Pod" })
  if (document === undefined || root === undefined) throw new Error("the schema cannot be read")
  return { document, root }
}

function labelsAt(marked: string): readonly string[] {
  const place = placeAt(marked.replace("|", ""), marked.indexOf("|"))
  return place === undefined ? [] : completionsAt(podSchema(), place).map(({ label }) => label)
}

describe("completion", () => {
  const cases = [
    { text: "|", labels: ["kind", "metadata", "spec"] },
    { text: "spec:\n  |", labels: ["containers", "hostNetwork", "restartPolicy"] },
    { text: "spec:\n  hostNetwork: true\n  |", labels: ["containers", "restartPolicy"] },
    { text: "spec:\n  containers:\n  - |", labels: ["name", "tty"] },
    { text: "spec:\n  containers:\n  - name: a\n    |", labels: ["tty"] },
    { text: "spec:\n  restartPolicy: |", labels: ["Always", "Never"] },
    { text: "spec:\n  hostNetwork: |", labels: ["true", "false"] },
    { text: "nothing:\n  |", labels: [] },
  ]
  for (const { text, labels } of cases) {
    it(`offers ${labels.join(", ") || "nothing"} at ${JSON.stringify(text)}`, () => {
      expect(labelsAt(text)).toEqual(labels)
    })
  }

  it("says what a field is", () => {
    expect(describeField(podSchema(), ["spec"])).toEqual({
      label: "spec",
      detail: "PodSpec",
      description: "What it should be",
    })
    expect(describeField(podSchema(), ["spec", "containers"])?.detail).toBe("[]Container")
  })
})

describe("validation", () => {
  const problems = (text: string) => {
    const object = parseManifest(text)
    return object === undefined ? [] : problemsOf(podSchema(), object).map(({ path }) => path.join("."))
  }
  it("finds fields that are not known, wrong types, unlisted values and missing fields", () => {
    expect(problems("spec:\n  containers:\n  - name: 1\n  - image: x\n  restartPolicy: Sometimes\nfoo: 1\n")).toEqual([
      "spec.containers.0.name",
      "spec.containers.1.image",
      "spec.containers.1",
      "spec.restartPolicy",
      "foo",
    ])
  })

  it("finds nothing wrong in what is right", () => {
    expect(problems("metadata:\n  labels: {a: b}\nspec:\n  containers:\n  - name: a\n    tty: true\n")).toEqual([])
  })
})
