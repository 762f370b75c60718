import { FakeClock } from "../../base/testing/fake-clock.ts"
import { describeRuntime, sandboxOf } from "../testing/runtime-suite.ts"
import { FakeRuntime } from "./fake-runtime.ts"

describeRuntime("fake", async () => {
  const clock = new FakeClock()
  const runtime = new FakeRuntime(clock)
  return {
    runtime,
    sandbox: (name) => sandboxOf(name, `uid-${name}`),
    pass: (ms) => clock.advance(ms),
    tearDown: async () => {},
  }
})
