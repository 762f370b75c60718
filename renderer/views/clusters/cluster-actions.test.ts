import { expect, it } from "vitest"
import { actionsIn, commandOf } from "./cluster-actions.ts"

const states = [
  { state: "running", actions: ["stop", "pause", "restart", "delete"] },
  { state: "unreachable", actions: ["restart", "stop", "delete"] },
  { state: "paused", actions: ["unpause", "stop", "delete"] },
  { state: "stopped", actions: ["start", "delete"] },
  { state: "deleting", actions: [] },
] as const

for (const { state, actions } of states) {
  it(`offers ${actions.join(", ") || "nothing"} for a cluster that is ${state}`, () => {
    expect(actionsIn(state)).toEqual(actions)
  })
}

it("says what a button does on the command line", () => {
  expect(commandOf("delete", "web")).toBe("cove delete -p web")
  expect(commandOf("restart", "web")).toBe("cove stop -p web && cove start -p web")
})
