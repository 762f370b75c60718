import type { KindDefinition } from "../../machinery/api/kind.ts"
import { prettyJson } from "./answer/negotiate.ts"
import { describeGroups } from "./discovery/describe.ts"
import type { HealthCheck } from "./health/health.ts"
import { objectResponse } from "./respond.ts"
import type { PathHandler } from "./router.ts"

const fixed: readonly string[] = [
  "/.well-known/openid-configuration",
  "/api",
  "/api/v1",
  "/apis",
  "/apis/",
  "/healthz",
  "/livez",
  "/metrics",
  "/openapi/v2",
  "/openapi/v3",
  "/openapi/v3/",
  "/openid/v1/jwks",
  "/readyz",
  "/version",
]

/** `/`: every path there is. */
export function newRootPaths(kinds: readonly KindDefinition[], checks: readonly HealthCheck[]): PathHandler {
  return ({ request }) => {
    if (request.path !== "/" && request.path !== "/index.html") return undefined
    const groups = describeGroups(kinds).filter(({ name }) => name !== "")
    const paths = [
      ...fixed,
      ...groups.flatMap(({ name, versions }) => [
        `/apis/${name}`,
        ...versions.map(({ version }) => `/apis/${name}/${version}`),
      ]),
      ...checks.flatMap(({ name, readinessOnly }) => [
        ...(readinessOnly === true ? [] : [`/healthz/${name}`, `/livez/${name}`]),
        `/readyz/${name}`,
      ]),
    ]
    return objectResponse(200, { paths: paths.sort() }, prettyJson)
  }
}
