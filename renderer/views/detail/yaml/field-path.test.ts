import { describe, expect, it } from "vitest"
import { formatFieldPath, parseFieldPath } from "./field-path.ts"

describe("a field's path", () => {
  const cases = [
    { text: "spec.containers[0].ports[1].name", steps: ["spec", "containers", 0, "ports", 1, "name"] },
    { text: "data[a.b]", steps: ["data", "a.b"] },
    { text: ".spec.replicas", steps: ["spec", "replicas"] },
    { text: 'spec.containers[name="web"].image', steps: ["spec", "containers", 'name="web"', "image"] },
  ]
  for (const { text, steps } of cases) {
    it(`reads ${text}`, () => {
      expect(parseFieldPath(text)).toEqual(steps)
    })
  }

  it("is written as Kubernetes writes it", () => {
    expect(formatFieldPath(["spec", "containers", 0, "env"])).toBe("spec.containers[0].env")
    expect(formatFieldPath(["data", "a.b"])).toBe("data[a.b]")
  })
})
