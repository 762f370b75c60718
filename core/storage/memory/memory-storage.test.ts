import { it } from "vitest"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { runModel } from "../testing/model.ts"
import { describeStorage } from "../testing/storage-suite.ts"
import { newMemoryStorage } from "./memory-storage.ts"

describeStorage("memory storage", async () => ({
  open: async (clock) => newMemoryStorage({ clock }),
  dispose: async () => {},
}))

for (const seed of [1, 2, 3, 4, 5]) {
  it(`agrees with plain maps whatever happens, seed ${seed}`, async () => {
    await runModel(seed, 400, newMemoryStorage({ clock: new FakeClock() }))
  })
}
