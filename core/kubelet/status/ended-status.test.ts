import { describe, expect, it } from "vitest"
import type { ContainerStatus, PodStatus } from "../../apis/core/v1.gen.ts"
import { lostState } from "./container-status.ts"
import { endedStatus } from "./ended-status.ts"

const plain = { image: "a", imageID: "", ready: false, restartCount: 0 }
const waiting: ContainerStatus = { ...plain, name: "waiting", state: { waiting: { reason: "ContainerCreating" } } }
const done: ContainerStatus = { ...plain, name: "done", state: { terminated: { exitCode: 0, reason: "Completed" } } }
const lost = { ...waiting, state: lostState }

function initialized(status: "True" | "False"): PodStatus {
  return { phase: "Pending", conditions: [{ type: "Initialized", status }] }
}

describe("endedStatus", () => {
  it("calls a pod failed that never came to run, and its containers lost", () => {
    const status = endedStatus({ ...initialized("True"), containerStatuses: [waiting] })
    expect(status).toMatchObject({ phase: "Failed", containerStatuses: [lost] })
  })

  it("leaves containers waiting whose turn had not come", () => {
    const containers = { initContainerStatuses: [done, waiting, waiting], containerStatuses: [waiting] }
    expect(endedStatus({ ...initialized("False"), ...containers })).toMatchObject({ phase: "Failed", ...containers })
  })

  it("calls the first init container lost when none had begun", () => {
    const status = endedStatus({ ...initialized("False"), initContainerStatuses: [waiting, waiting] })
    expect(status.initContainerStatuses).toEqual([lost, waiting])
  })

  it("says nothing else of what is known", () => {
    const status: PodStatus = { ...initialized("True"), phase: "Succeeded", containerStatuses: [done] }
    expect(endedStatus(status)).toEqual(status)
  })
})
