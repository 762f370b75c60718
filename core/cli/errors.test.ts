import { expect, it } from "vitest"
import { ClusterError } from "../cluster/errors.ts"
import { DriverError } from "../drivers/driver.ts"
import { explain } from "./errors.ts"

const running = { interrupted: false }

it("tells the cause and what to do", () => {
  const error = new ClusterError("No room", {
    id: "RSRC_X",
    exitCode: 23,
    advice: "Make some.",
    cause: new Error("3 MiB left"),
  })
  expect(explain(error, running)).toEqual({
    id: "RSRC_X",
    exitCode: 23,
    message: "No room: 3 MiB left",
    advice: "Make some.",
  })
})

it("takes a driver's advice over", () => {
  expect(explain(new DriverError("No engine", { advice: "Start it." }), running)).toMatchObject({
    advice: "Start it.",
    exitCode: 69,
  })
})

it("ends with 2 when it was interrupted, whatever failed then", () => {
  expect(explain(new Error("aborted"), { interrupted: true })).toMatchObject({ exitCode: 2 })
})

it("admits what it did not expect", () => {
  expect(explain(new TypeError("x is not a function"), running)).toMatchObject({ id: "MK_UNEXPECTED", exitCode: 1 })
})
