import { expect, it } from "vitest"
import { labelChanges, labelWords } from "./label-changes.ts"

it("writes what changed, removes what is gone, and leaves the rest", () => {
  const rows = [
    { id: 1, name: "kept", value: "1" },
    { id: 2, name: "changed ", value: "new" },
    { id: 3, name: "", value: "no name" },
  ]
  const changes = labelChanges({ kept: "1", changed: "old", gone: "x" }, rows)
  expect(changes).toEqual({ gone: null, changed: "new" })
  expect(labelWords(changes)).toEqual(["gone-", "changed=new"])
})
