import { expect, it } from "vitest"
import { type Consequence, underChoices } from "./consequences.ts"

const consequences: readonly Consequence[] = [
  { type: "owned", kind: "ReplicaSet", names: ["default/web-1"] },
  { type: "user", kind: "Pod", names: ["default/web"] },
]

it("says of what is owned that it stays when that was chosen, and that it goes otherwise", () => {
  const types = (propagation: "Background" | "Foreground" | "Orphan") =>
    underChoices(consequences, { propagation }).map(({ type }) => type)
  expect(types("Background")).toEqual(["owned", "user"])
  expect(types("Foreground")).toEqual(["owned", "user"])
  expect(types("Orphan")).toEqual(["kept", "user"])
})
