import { describe, expect, it } from "vitest"
import { deployments, namespaces, pods } from "../../../../core/apis/resources.gen.ts"
import { plannedObjects } from "./planned-objects.ts"

function plan(text: string) {
  return plannedObjects(text, [pods, namespaces, deployments], "mine").map((planned) =>
    planned.type === "object"
      ? `${planned.resource.plural} ${planned.namespace}/${planned.name}`
      : `${planned.what}: ${planned.reason}`,
  )
}

describe("what a text asks for", () => {
  const cases = [
    { name: "a pod", text: "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n", planned: ["pods mine/a"] },
    {
      name: "a pod somewhere",
      text: "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: b}\n",
      planned: ["pods b/a"],
    },
    {
      name: "what has no namespace",
      text: "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n",
      planned: ["namespaces /a"],
    },
    {
      name: "a pod that the API server names",
      text: "apiVersion: v1\nkind: Pod\nmetadata: {generateName: a-}\n",
      planned: ["pods mine/"],
    },
    {
      name: "a list",
      text: "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n- {apiVersion: apps/v1, kind: Deployment, metadata: {name: b}}\n",
      planned: ["pods mine/a", "deployments mine/b"],
    },
    {
      name: "what cannot be",
      text: "kind: Pod\n---\napiVersion: x/v1\nkind: Thing\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Pod\n---\na: [\n---\na: *nothing\n",
      planned: [
        "Document 1: It has no apiVersion or kind",
        "Thing a: This cluster serves no x/v1 Thing",
        "Pod: It has no name",
        "Document 4: It is no YAML",
        "Document 5: It is no YAML",
      ],
    },
  ]
  for (const { name, text, planned } of cases) {
    it(`is ${name}`, () => {
      expect(plan(text)).toEqual(planned)
    })
  }
})
