import { expect, it } from "vitest"
import { kindKey } from "../../../data/use-many-objects.ts"
import { kindsIn } from "./use-related.ts"

it("names the kinds that could not be read", () => {
  const unread = new Set([kindKey({ group: "", kind: "Pod" }), kindKey({ group: "apps", kind: "Deployment" })])
  expect(kindsIn(unread)).toBe("Pod, Deployment")
})
