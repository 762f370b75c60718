import { expect, test } from "vitest"
import { apiServerUser } from "../../authentication/users.ts"
import { requestInfoOf } from "../../filters/request-info.ts"
import { type HealthCheck, newHealth } from "./health.ts"

const well: HealthCheck = { name: "ping", check: () => true }
const ill: HealthCheck = {
  name: "etcd",
  check: () => {
    throw new Error("Disk is gone")
  },
}
const late: HealthCheck = { name: "informer-sync", check: () => false, readinessOnly: true }

async function ask(checks: readonly HealthCheck[], path: string, query = "") {
  const request = {
    method: "GET",
    path,
    query,
    headers: {},
    body: async () => new Uint8Array(),
    signal: AbortSignal.any([]),
  }
  const answer = await newHealth(checks)({ request, info: requestInfoOf(request), user: apiServerUser })
  return answer !== undefined && "body" in answer
    ? [answer.status, Buffer.from(answer.body as Uint8Array).toString()]
    : answer
}

test("all well is ok", async () => {
  expect(await ask([well], "/healthz")).toEqual([200, "ok"])
  expect(await ask([well], "/livez/ping")).toEqual([200, "ok"])
})

test("verbose names each check", async () => {
  expect(await ask([well], "/readyz", "verbose")).toEqual([200, "[+]ping ok\nreadyz check passed\n"])
})

test("a failure says which and keeps why to itself", async () => {
  expect(await ask([well, ill], "/healthz")).toEqual([
    500,
    "[+]ping ok\n[-]etcd failed: reason withheld\nhealthz check failed\n",
  ])
})

test("what is excluded does not count", async () => {
  expect(await ask([well, ill], "/healthz", "exclude=etcd")).toEqual([200, "ok"])
})

test("readiness alone waits for what comes with time", async () => {
  expect(await ask([well, late], "/livez")).toEqual([200, "ok"])
  expect((await ask([well, late], "/readyz")) ?? []).toContain(500)
})

test("another path is none of its business", async () => {
  expect(await ask([well], "/healthzz")).toBeUndefined()
})
