import { expect, it } from "vitest"
import type { Operation } from "../../bridge/contract/operations.ts"
import { stateOfOperation } from "./work-state.ts"

const begun: Operation = {
  id: "1",
  action: "start",
  profile: "web",
  command: "cove start -p web",
  state: "running",
  steps: [],
  notes: [],
  startedAtMs: 0,
}
const stopped = { title: 'Stopping "web"', detail: "", state: "done", startedAtMs: 0, endedAtMs: 1 } as const

const cases: readonly { readonly change: Partial<Operation>; readonly state: string | undefined }[] = [
  { change: {}, state: "starting" },
  { change: { action: "stop" }, state: "stopping" },
  { change: { action: "delete" }, state: "deleting" },
  { change: { action: "restart" }, state: "stopping" },
  { change: { action: "restart", steps: [{ ...stopped, state: "running" }] }, state: "stopping" },
  { change: { action: "restart", steps: [stopped] }, state: "starting" },
  { change: { action: "pause" }, state: undefined },
]

for (const { change, state } of cases) {
  it(`is ${state ?? "nothing to show"} during ${JSON.stringify(change)}`, () => {
    expect(stateOfOperation({ ...begun, ...change })).toBe(state)
  })
}
