import { type Deadline, withDeadline } from "../base/signals.ts"
import type { Client } from "../client/client.ts"
import { RestClient } from "../client/rest/rest-client.ts"
import type { Driver } from "../drivers/driver.ts"
import { readTextFile } from "../host/files.ts"
import type { ApiAccess, ClosableTransport, ClusterDeps } from "./deps.ts"
import { adminFiles } from "./pki/cluster-pki.ts"
import { controlPlaneOf, type Profile } from "./profile/profile.ts"

/** Where the API server answers from this machine. */
export async function serverOf(driver: Driver, profile: Profile): Promise<string> {
  const { name, address } = controlPlaneOf(profile)
  const node = (await driver.list(profile.name)).find((one) => one.name === name)
  const { host, port } = node?.published ?? { host: address, port: profile.apiServerPort }
  return `https://${host}:${port}`
}

export async function adminAccess(
  deps: Pick<ClusterDeps, "home">,
  profile: Profile,
  server: string,
): Promise<ApiAccess> {
  const files = adminFiles(deps.home, profile.name)
  const [ca, certificate, key] = await Promise.all(
    [deps.home.authority.certificate, files.certificate, files.key].map((file) => readTextFile(file)),
  )
  return { server, ca: ca ?? "", certificate: certificate ?? "", key: key ?? "" }
}

export function clientOver(transport: ClosableTransport, deps: Pick<ClusterDeps, "clock">): Client {
  return new RestClient({ transport, clock: deps.clock, userAgent: "cove" })
}

/** Whether the API server says that it is ready. Never throws. */
export async function apiAnswers(
  transport: ClosableTransport,
  path: "/readyz" | "/livez",
  deadline: Deadline,
): Promise<boolean> {
  const ask = async (signal: AbortSignal) => {
    const response = await transport.request({ method: "GET", path, signal })
    await response.bytes()
    return response.status === 200
  }
  try {
    return await withDeadline(ask, deadline)
  } catch {
    return false
  }
}
