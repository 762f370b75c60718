import { expect, it } from "vitest"
import { formatManifest, objectOf, parseManifest, parseManifests } from "./manifest-text.ts"

it("writes an object in the order in which people read it, without the managers of its fields", () => {
  const object = {
    status: { phase: "Running" },
    kind: "Pod",
    spec: { containers: [{ name: "a" }] },
    metadata: { name: "a", labels: { b: "1", a: "2" }, managedFields: [{ manager: "kubectl" }] },
    apiVersion: "v1",
  }
  expect(formatManifest(object)).toBe(
    'apiVersion: v1\nkind: Pod\nmetadata:\n  labels:\n    a: "2"\n    b: "1"\n  name: a\nspec:\n  containers:\n  - name: a\nstatus:\n  phase: Running\n',
  )
  expect(formatManifest(object, { managedFields: true })).toContain("manager: kubectl")
})

it("quotes what the API server would read as something else than text", () => {
  const data = { on: "yes", number: "0123", time: "12:30:45", date: "2026-01-02" }
  const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" }, data }
  expect(parseManifest(formatManifest(object))).toEqual(object)
})

it("reads words as the API server reads them", () => {
  expect(parseManifest("a: yes\nmode: 0644\ndate: 2026-01-02\ntime: 12:30:45\n")).toEqual({
    a: true,
    mode: 420,
    date: "2026-01-02",
    time: "12:30:45",
  })
})

it("reads many documents and leaves out the empty ones", () => {
  expect(parseManifests("---\na: 1\n---\n# nothing\n---\nb: 2\n").map(objectOf)).toEqual([{ a: 1 }, { b: 2 }])
})

it("has no object for a text that is no YAML", () => {
  expect(parseManifest("a: [1")).toBeUndefined()
})
