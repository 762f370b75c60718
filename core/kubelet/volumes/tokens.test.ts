import { expect, it } from "vitest"
import type { Pod } from "../../apis/core/v1.gen.ts"
import { formatTime } from "../../base/clock.ts"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { SeededRandom } from "../../base/testing/seeded-random.ts"
import type { Client } from "../../client/client.ts"
import { Tokens } from "./tokens.ts"

const pod: Pod = { metadata: { name: "a", namespace: "default", uid: "u" }, spec: { containers: [] }, status: {} }

function newTokens(clock: FakeClock) {
  let count = 0
  const act = async () => ({
    status: { token: `token-${++count}`, expirationTimestamp: formatTime(clock.now() + 3_600_000) },
  })
  const client = { act } as unknown as Client // no more is asked of it
  return new Tokens({ client, clock, random: new SeededRandom(1) })
}

it("asks for a new token when a fifth of its life is left", async () => {
  const clock = new FakeClock()
  const tokens = newTokens(clock)
  const text = async () => (await tokens.get(pod, { path: "token" })).text
  expect(await text()).toBe("token-1")
  await clock.advance(40 * 60_000)
  expect(await text()).toBe("token-1")
  await clock.advance(8 * 60_000)
  expect(await text()).toBe("token-2")
})

it("asks for a new token when the clock went past its end while the machine slept", async () => {
  const clock = new FakeClock()
  const tokens = newTokens(clock)
  await tokens.get(pod, { path: "token" })
  clock.jump(7_200_000)
  expect((await tokens.get(pod, { path: "token" })).text).toBe("token-2")
})
