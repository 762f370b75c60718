import { expect, it } from "vitest"
import { parseCapabilities } from "./capabilities.ts"

it("names what the machine lacks", () => {
  const { there, missing } = parseCapabilities("000001fffeffffff", 40)
  expect(missing).toEqual(["CAP_SYS_RESOURCE"])
  expect(there).toHaveLength(40)
})

it("knows nothing of capabilities that the kernel does not have", () => {
  expect(parseCapabilities("0000003fffffffff", 37)).toMatchObject({ missing: [] })
})
