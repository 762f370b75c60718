import { expect, it } from "vitest"
import { configmaps, namespaces } from "../../../../core/apis/resources.gen.ts"
import type { Client } from "../../../../core/client/client.ts"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"
import { failure, notFound } from "../../../../core/machinery/status/status-error.ts"
import { applyAll } from "./apply-all.ts"
import { plannedObjects } from "./planned-objects.ts"

const text = `apiVersion: v1
kind: Namespace
metadata: {name: new}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: a, namespace: new}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: there}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: wrong}
`

/** Has one ConfigMap, refuses one, and knows one namespace. */
function clusterWith(existing: ApiObject): Client {
  const answer = (name: string, namespace: string | undefined) => {
    if (namespace === "new") throw notFound({ group: "", plural: "namespaces" }, "new")
    if (name === "wrong") throw failure(422, "Invalid", "it is wrong")
    return name === existing.metadata.name ? existing : { metadata: { name } }
  }
  const client: Partial<Client> = {
    get: async (resource, { name }) => {
      if (name === existing.metadata.name) return existing as never
      throw notFound(resource, name)
    },
    patch: async (_resource, { name, namespace }) => answer(name, namespace) as never,
  }
  return client as Client // the rest is not asked for
}

it("checks each document, and knows of the namespace that an earlier one makes", async () => {
  const client = clusterWith({ metadata: { name: "there" } })
  const planned = plannedObjects(text, [namespaces, configmaps], "default")
  const results = await applyAll(planned, { client, dryRun: true, force: false, report: () => {} })
  expect(results.map(({ outcome }) => outcome?.type)).toEqual(["created", "created", "same", "failed"])
})

it("creates what the API server is to name: there is nothing to apply it to", async () => {
  const created: unknown[] = []
  const client: Partial<Client> = {
    create: async (_, object, { dryRun } = {}) => {
      created.push([object.metadata, dryRun])
      return object
    },
  }
  const planned = plannedObjects("apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: a-}\n", [configmaps], "b")
  const options = { client: client as Client, dryRun: true, force: false, report: () => {} } // the rest is not asked for
  expect(await applyAll(planned, options)).toMatchObject([{ outcome: { type: "created" } }])
  expect(created).toEqual([[{ generateName: "a-", namespace: "b" }, true]])
})

it("tells of a namespace that is missing when it applies for real", async () => {
  const client = clusterWith({ metadata: { name: "there" } })
  const planned = plannedObjects(text, [configmaps], "default")
  const told: number[] = []
  const report = (results: readonly object[]) => told.push(results.length)
  const results = await applyAll(planned, { client, dryRun: false, force: false, report })
  expect(results.map(({ outcome }) => outcome?.type)).toEqual([undefined, "failed", "same", "failed"])
  expect(told).toEqual([1, 2, 3, 4])
})
