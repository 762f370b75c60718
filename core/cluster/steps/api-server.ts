import { TimeoutError, waitUntil } from "../../base/wait-until.ts"
import type { Driver } from "../../drivers/driver.ts"
import { apiAnswers } from "../api-access.ts"
import type { ClosableTransport, ClusterDeps } from "../deps.ts"
import { ClusterError } from "../errors.ts"
import { lastWords } from "../logs.ts"
import { controlPlaneOf, type Profile } from "../profile/profile.ts"

export interface ApiServerWait {
  readonly driver: Driver
  readonly profile: Profile
  readonly transport: ClosableTransport
  readonly atMostMs: number
  readonly signal: AbortSignal
}

/** Nothing can tell of a server that is not there yet, so this asks it, often. */
export async function waitForApiServer(deps: ClusterDeps, wait: ApiServerWait): Promise<void> {
  const { driver, profile, transport, atMostMs, signal } = wait
  const look = () => apiAnswers(transport, "/readyz", { clock: deps.clock, atMostMs: 2_000, signal })
  try {
    await waitUntil(look, { clock: deps.clock, what: "API server to be ready", everyMs: 50, atMostMs, signal })
  } catch (cause) {
    if (!(cause instanceof TimeoutError)) throw cause
    throw new ClusterError(cause.message, {
      id: "K8S_APISERVER_MISSING",
      exitCode: 105,
      advice: `The node said last:\n${await lastWords(driver, controlPlaneOf(profile).name)}\nAll of it: cove logs -p ${profile.name}`,
    })
  }
}
