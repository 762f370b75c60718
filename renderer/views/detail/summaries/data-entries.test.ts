import { expect, it } from "vitest"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"
import { dataEntries } from "./data-entries.ts"

it("reads a secret's values, and tells text from bytes", () => {
  const secret = { kind: "Secret", metadata: {}, data: { b: btoa("pass"), a: btoa("\u0000\u0001"), c: "/w==" } }
  expect(dataEntries(secret as ApiObject)).toEqual([
    { key: "a", text: undefined, bytes: 2 },
    { key: "b", text: "pass", bytes: 4 },
    { key: "c", text: undefined, bytes: 1 },
  ])
})

it("reads both sorts of a config map's values", () => {
  const map = { kind: "ConfigMap", metadata: {}, data: { text: "ä\n" }, binaryData: { more: btoa("x") } }
  expect(dataEntries(map as ApiObject)).toEqual([
    { key: "more", text: "x", bytes: 1 },
    { key: "text", text: "ä\n", bytes: 3 },
  ])
})
