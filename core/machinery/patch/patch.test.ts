import { describe, expect, test } from "vitest"
import { schema } from "../testing/recorded.ts"
import { applyJsonPatch, readJsonPatch } from "./json-patch.ts"
import { mergePatch, readMergePatch, readStrategicPatch } from "./merge-patch.ts"
import { strategicMerge } from "./strategic-merge.ts"

describe("a JSON patch", () => {
  test("changes a copy, one operation after the other", () => {
    const object = { data: { a: "1", b: ["x"] } }
    const patch = readJsonPatch(
      '[{"op":"test","path":"/data/a","value":"1"},{"op":"add","path":"/data/b/-","value":"y"},{"op":"move","from":"/data/a","path":"/data/c~1d"}]',
    )
    expect(applyJsonPatch(object, patch)).toEqual({ data: { b: ["x", "y"], "c/d": "1" } })
    expect(object).toEqual({ data: { a: "1", b: ["x"] } })
  })

  test.each([
    ['[{"op":"remove","path":"/data/none"}]', "the server rejected our request due to an error in our request"],
    ['[{"op":"jump","path":"/data"}]', "the server rejected our request due to an error in our request"],
    ['[{"op":"test","path":"/data","value":1}]', "the server rejected our request due to an error in our request"],
    [
      '{"op":"add"}',
      "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp",
    ],
  ])("is refused: %s", (text, message) => {
    expect(() => applyJsonPatch({ data: {} }, readJsonPatch(text))).toThrow(message)
  })
})

describe("a merge patch", () => {
  test("replaces, adds and removes members", () => {
    const object = { a: { b: 1, c: [1, 2] }, d: 1 }
    expect(mergePatch(object, { a: { b: null, c: [3] }, e: { f: null, g: 1 } })).toEqual({
      a: { c: [3] },
      d: 1,
      e: { g: 1 },
    })
  })

  test("is refused when it is no object", () => {
    expect(() => readMergePatch("{bad")).toThrow(
      "error decoding patch: invalid character 'b' looking for beginning of object key string",
    )
    expect(() => readStrategicPatch("[]")).toThrow(
      "json: cannot unmarshal array into Go value of type map[string]interface {}",
    )
  })
})

describe("a strategic merge patch", () => {
  const pod = {
    metadata: { finalizers: ["x", "y"], labels: { a: "1" } },
    spec: {
      containers: [
        {
          name: "a",
          image: "a:1",
          env: [
            { name: "X", value: "1" },
            { name: "Y", value: "2" },
          ],
        },
        { name: "b", image: "b:1" },
      ],
      tolerations: [{ key: "t" }],
    },
  }
  const names = (object: unknown) =>
    (object as { spec: { containers: readonly { name: string; image?: string }[] } }).spec.containers.map(
      ({ name, image }) => `${name}=${image ?? ""}`,
    )
  const patched = (patch: unknown) => strategicMerge(schema, "core.v1.Pod", pod, patch)

  test("merges list items by their key, and new ones go to the front", () => {
    expect(names(patched({ spec: { containers: [{ name: "b", image: "b:2" }] } }))).toEqual(["a=a:1", "b=b:2"])
    expect(names(patched({ spec: { containers: [{ name: "n", image: "n:1" }] } }))).toEqual(["n=n:1", "a=a:1", "b=b:1"])
  })

  test("deletes and replaces by directive", () => {
    const patch = {
      spec: {
        containers: [
          { name: "a", env: [{ name: "X", $patch: "delete" }] },
          { name: "b", $patch: "delete" },
        ],
      },
    }
    expect(patched(patch)).toMatchObject({ spec: { containers: [{ name: "a", env: [{ name: "Y", value: "2" }] }] } })
    const replace = { spec: { containers: [{ $patch: "replace" }, { name: "o", image: "o:1" }] } }
    expect(names(patched(replace))).toEqual(["o=o:1"])
    expect(patched({ metadata: { $patch: "replace", labels: { b: "2" } } })).toMatchObject({
      metadata: { labels: { b: "2" } },
    })
  })

  test("orders by $setElementOrder", () => {
    const order = [{ name: "b" }, { name: "a" }]
    const patch = { spec: { "$setElementOrder/containers": order, containers: [{ name: "b", image: "b:2" }] } }
    expect(names(patched(patch))).toEqual(["b=b:2", "a=a:1"])
  })

  test("merges lists of scalars, and deletes from them", () => {
    expect(patched({ metadata: { finalizers: ["z"] } })).toMatchObject({ metadata: { finalizers: ["z", "x", "y"] } })
    expect(patched({ metadata: { "$deleteFromPrimitiveList/finalizers": ["x"] } })).toMatchObject({
      metadata: { finalizers: ["y"] },
    })
  })

  test("replaces lists that have no merge key, and removes by null", () => {
    expect(patched({ spec: { tolerations: [{ key: "u" }] } })).toMatchObject({ spec: { tolerations: [{ key: "u" }] } })
    expect(patched({ metadata: { labels: null, finalizers: null } })).toMatchObject({ metadata: {} })
  })

  test("keeps only $retainKeys", () => {
    const deployment = { spec: { strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1 } } } }
    const patch = { spec: { strategy: { $retainKeys: ["type"], type: "Recreate" } } }
    expect(strategicMerge(schema, "apps.v1.Deployment", deployment, patch)).toEqual({
      spec: { strategy: { type: "Recreate" } },
    })
  })

  test.each([
    [{ spec: { containers: [{ image: "nokey" }] } }, "map: map[image:nokey] does not contain declared merge key: name"],
    [{ spec: { $patch: "nonsense" } }, "unknown patch type: nonsense in map: map[$patch:nonsense]"],
    [{ spec: { $retainKeys: ["a"], nodeName: "n" } }, "invalid patch format of retainKeys"],
  ])("refuses %j", (patch, message) => {
    expect(() => patched(patch)).toThrow(message)
  })

  test("leaves what it is given as it is", () => {
    const before = JSON.stringify(pod)
    patched({
      metadata: { labels: { b: "2" } },
      spec: { containers: [{ name: "a", env: [{ name: "Z", value: "3" }] }] },
    })
    expect(JSON.stringify(pod)).toBe(before)
  })
})
