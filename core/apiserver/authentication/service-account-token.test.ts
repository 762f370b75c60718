import { generateKeyPair } from "jose"
import { describe, expect, it } from "vitest"
import type { Pod, ServiceAccount } from "../../apis/core/v1.gen.ts"
import { pods, serviceaccounts } from "../../apis/resources.gen.ts"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { SeededRandom } from "../../base/testing/seeded-random.ts"
import { FakeObjectSource } from "../testing/fake-object-source.ts"
import { ServiceAccountTokens } from "./service-account-token.ts"

const issuer = "https://kubernetes.default.svc.cluster.local"
const account: ServiceAccount = { metadata: { namespace: "dev", name: "robot", uid: "uid-1" } }
const pod: Pod = {
  kind: "Pod",
  metadata: { namespace: "dev", name: "p", uid: "uid-2" },
  spec: { containers: [], nodeName: "n1" },
  status: {},
}

async function setUp() {
  const clock = new FakeClock()
  const source = new FakeObjectSource()
  source.put(serviceaccounts, account)
  source.put(pods, pod)
  const keys = { issuer, audiences: [issuer], ...(await generateKeyPair("RS256")) }
  return { clock, source, tokens: new ServiceAccountTokens({ keys, source, clock, random: new SeededRandom(1) }) }
}

describe("ServiceAccountTokens", () => {
  it("knows whose a token is, and what it is bound to", async () => {
    const { tokens } = await setUp()
    const { token } = await tokens.issue({
      serviceAccount: account,
      audiences: [],
      expirationSeconds: 600,
      boundTo: pod,
    })
    const found = await tokens.review(token, [issuer])
    expect(found?.user).toMatchObject({
      name: "system:serviceaccount:dev:robot",
      uid: "uid-1",
      groups: ["system:serviceaccounts", "system:serviceaccounts:dev", "system:authenticated"],
      extra: { "authentication.kubernetes.io/pod-name": ["p"], "authentication.kubernetes.io/node-name": ["n1"] },
    })
  })

  it("refuses a token when its time is up", async () => {
    const { tokens, clock } = await setUp()
    const { token } = await tokens.issue({ serviceAccount: account, audiences: [], expirationSeconds: 600 })
    expect(await tokens.review(token, [issuer])).toBeDefined()
    await clock.advance(601_000)
    expect(await tokens.review(token, [issuer])).toBeUndefined()
  })

  it("refuses a token for another audience", async () => {
    const { tokens } = await setUp()
    const { token } = await tokens.issue({ serviceAccount: account, audiences: ["vault"], expirationSeconds: 600 })
    expect(await tokens.review(token, [issuer])).toBeUndefined()
    expect((await tokens.review(token, ["vault", issuer]))?.audiences).toEqual(["vault"])
  })

  it("refuses a token when its account was made anew under the same name", async () => {
    const { tokens, source } = await setUp()
    const { token } = await tokens.issue({ serviceAccount: account, audiences: [], expirationSeconds: 600 })
    source.put(serviceaccounts, { metadata: { ...account.metadata, uid: "uid-9" } })
    expect(await tokens.review(token, [issuer])).toBeUndefined()
  })

  it("refuses what somebody else signed", async () => {
    const { tokens } = await setUp()
    const stranger = await setUp()
    const { token } = await stranger.tokens.issue({ serviceAccount: account, audiences: [], expirationSeconds: 600 })
    expect(await tokens.review(token, [issuer])).toBeUndefined()
  })
})
