import { describe, expect, it } from "vitest"
import { placeAt } from "./yaml-cursor.ts"

/** The cursor is at the bar. */
function at(marked: string) {
  const position = marked.indexOf("|")
  return placeAt(marked.replace("|", ""), position)
}

describe("the place of the cursor", () => {
  const cases = [
    { name: "at the top", text: "apiVersion: v1\nki|", path: [], typed: "ki", key: undefined },
    { name: "in a map", text: "spec:\n  re|", path: ["spec"], typed: "re", key: undefined },
    { name: "behind a colon", text: "spec:\n  type: Clu|", path: ["spec"], typed: "Clu", key: "type" },
    {
      name: "in the second item of a list",
      text: "spec:\n  containers:\n  - name: a\n    image: x\n  - name: b\n    im|",
      path: ["spec", "containers", 1],
      typed: "im",
      key: undefined,
    },
    {
      name: "behind a dash",
      text: "spec:\n  containers:\n    - name: a\n    - na|",
      path: ["spec", "containers", 1],
      typed: "na",
      key: undefined,
    },
    {
      name: "in a list of a list",
      text: "spec:\n  containers:\n  - name: a\n  - ports:\n    - containerPort: 80\n      pro|",
      path: ["spec", "containers", 1, "ports", 0],
      typed: "pro",
      key: undefined,
    },
    {
      name: "back out of a list",
      text: "spec:\n  template:\n    containers:\n    - name: a\n  rep|",
      path: ["spec"],
      typed: "rep",
      key: undefined,
    },
    { name: "in the second document", text: "spec:\n  a: 1\n---\nmeta|", path: [], typed: "meta", key: undefined },
  ]
  for (const { name, text, path, typed, key } of cases) {
    it(`is found ${name}`, () => {
      expect(at(text)).toMatchObject({ path, typed, key })
    })
  }

  it("knows the keys that its map has already, above and below", () => {
    expect(at("a:\n  - name: x\n    |\n    image: y\nb: 1\n")?.siblings).toEqual(["name", "image"])
    expect(at("a: 1\nb:\n  c: 2\n|\nd: 3\n")?.siblings).toEqual(["b", "a", "d"])
  })

  it("is nowhere in a comment, and in flow style", () => {
    expect(at("a: 1 # se|")).toBeUndefined()
    expect(at("{a|")).toBeUndefined()
  })
})
