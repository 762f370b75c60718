import { expect, test } from "vitest"
import { parseYamlValue, readYaml } from "./yaml-value.ts"

test("JSON is YAML", () => {
  expect(parseYamlValue('{"a": [1, "yes", null]}')).toEqual({ a: [1, "yes", null] })
  expect(parseYamlValue("{a: b}")).toEqual({ a: "b" })
})

test("words that YAML 1.1 takes for booleans are booleans, as in Kubernetes", () => {
  expect(parseYamlValue("a: yes\nb: off\nc: 'yes'")).toEqual({ a: true, b: false, c: "yes" })
})

test("a date is a string", () => {
  expect(parseYamlValue("a: 2001-01-01\nb: 2001-01-01T00:00:00Z")).toEqual({
    a: "2001-01-01",
    b: "2001-01-01T00:00:00Z",
  })
})

test("anchors may not multiply without end", () => {
  const lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
  for (const [name, of] of ["ba", "cb", "dc", "ed"].map((pair) => [pair[0], pair[1]])) {
    lines.push(`${name}: &${name} [${Array.from({ length: 10 }, () => `*${of}`).join(", ")}]`)
  }
  expect(() => parseYamlValue(lines.join("\n"))).toThrow("alias")
})

test("of fields that stand twice the last counts, and each is told of", () => {
  const { value, duplicates } = readYaml("a: 1\nb: {c: 2, c: 3}\n'a': 4\n")
  expect(value).toEqual({ a: 4, b: { c: 3 } })
  expect(duplicates).toBe(
    'yaml: unmarshal errors:\n  line 2: key "c" already set in map\n  line 3: key "a" already set in map',
  )
})
