import { expect, it } from "vitest"
import { kubectlCommand } from "./command-text.ts"

it("names the cluster, whichever is the current one", () => {
  expect(kubectlCommand("web", ["get", "pods", "-A"])).toBe("kubectl --context web get pods -A")
})
