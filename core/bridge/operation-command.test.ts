import { expect, it } from "vitest"
import { type OperationRequest, operationCommand } from "./operation-command.ts"

const cases: readonly { readonly request: OperationRequest; readonly command: string }[] = [
  { request: { action: "start", profile: "web", nodes: 2 }, command: "cove start -p web --nodes 2" },
  {
    request: {
      action: "start",
      profile: "web",
      driver: "native",
      cpus: 1.5,
      memoryMiB: 2048,
      subnet: "10.77.0.0/24",
    },
    command: "cove start -p web --driver native --cpus 1.5 --memory 2g --subnet 10.77.0.0/24",
  },
  { request: { action: "restart", profile: "web" }, command: "cove stop -p web && cove start -p web" },
  { request: { action: "pause", profile: "web" }, command: "cove pause -p web" },
  { request: { action: "delete", profile: "web" }, command: "cove delete -p web" },
]

for (const { request, command } of cases) {
  it(`is "${command}"`, () => {
    expect(operationCommand(request)).toBe(command)
  })
}
