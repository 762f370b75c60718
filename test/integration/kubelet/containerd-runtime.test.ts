import { describe, it } from "vitest"
import { ContainerdRuntime } from "../../../core/cri/containerd/containerd-runtime.ts"
import { describeRuntime, sandboxOf } from "../../../core/cri/testing/runtime-suite.ts"

const endpoint = process.env["COVE_TEST_CONTAINERD"]

if (endpoint === undefined) {
  describe.skip("the runtime containerd", () => it("needs COVE_TEST_CONTAINERD, the path of a socket", () => {}))
} else {
  describeRuntime("containerd", async () => {
    const clock = { now: () => Date.now(), monotonicMs: () => performance.now(), after, sleep }
    const runtime = new ContainerdRuntime(endpoint, clock)
    const run = Date.now()
    return {
      runtime,
      sandbox: (name) => sandboxOf(name, `${name}-${run}`),
      pass: sleep,
      tearDown: async () => runtime.close(),
    }
  })
}

function after(ms: number, run: () => void) {
  const timer = setTimeout(run, ms)
  return { cancel: () => clearTimeout(timer) }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
