import { describe, expect, it } from "vitest"
import { rangeOfField } from "./field-range.ts"
import { parseManifests } from "./manifest-text.ts"

const text = `metadata:
  name: web
spec:
  containers:
  - name: web
    image: nginx
  - name: side
    ports:
    - containerPort: 80
`

function textAt(field: string): string | undefined {
  const [document] = parseManifests(text)
  const range = document === undefined ? undefined : rangeOfField(document, field)
  return range === undefined ? undefined : text.slice(range.from, range.to)
}

describe("the place of a field that an error names", () => {
  const cases = [
    { field: "metadata.name", found: "web" },
    { field: "spec.containers[0].image", found: "nginx" },
    { field: "spec.containers[1].image", found: "name" }, // not there: its item's first key
    { field: "spec.containers[1].ports[0].containerPort", found: "80" },
    { field: "spec.replicas", found: "spec" },
    { field: 'spec.containers[name="side"].ports', found: "ports" },
    { field: "status.phase", found: undefined },
  ]
  for (const { field, found } of cases) {
    it(`of ${field} is at ${found}`, () => {
      expect(textAt(field)).toBe(found)
    })
  }
})
