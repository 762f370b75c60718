import type { ApiResponse } from "../../request.ts"
import { queryOf } from "../query.ts"
import { textResponse } from "../respond.ts"
import type { PathHandler } from "../router.ts"

/** One thing that has to be well. */
export interface HealthCheck {
  /** "etcd", "poststarthook/rbac/bootstrap-roles". */
  readonly name: string
  /** Rejects, or resolves to false, when it is not. */
  check(): Promise<boolean> | boolean
  /** Asked by `/readyz` only: what passes with time, or will not come back before the end. */
  readonly readinessOnly?: boolean
}

const doors = ["healthz", "livez", "readyz"] as const

/** `/healthz`, `/livez`, `/readyz`: "ok", or which checks are not; `?verbose`, `?exclude=`, and each check by its own path. */
export function newHealth(checks: readonly HealthCheck[]): PathHandler {
  return async ({ request }) => {
    const door = doors.find((name) => request.path === `/${name}` || request.path.startsWith(`/${name}/`))
    if (door === undefined) return undefined
    const asked = checks.filter((check) => door === "readyz" || check.readinessOnly !== true)
    const name = request.path.slice(door.length + 2)
    if (name !== "") return answerOne(asked.find((check) => check.name === name))
    const query = queryOf(request.query)
    const excluded = query.getAll("exclude").flatMap((each) => each.split(","))
    return answerAll(door, asked, excluded, query.has("verbose"))
  }
}

async function answerOne(check: HealthCheck | undefined): Promise<ApiResponse | undefined> {
  if (check === undefined) return undefined
  return (await isWell(check))
    ? textResponse(200, "ok")
    : textResponse(500, `internal server error: ${check.name}: reason withheld\n`)
}

async function answerAll(
  door: string,
  checks: readonly HealthCheck[],
  excluded: readonly string[],
  isVerbose: boolean,
): Promise<ApiResponse> {
  const results = await Promise.all(
    checks.map(async (check) => ({
      name: check.name,
      verdict: excluded.includes(check.name) ? "excluded" : (await isWell(check)) ? "well" : "ill",
    })),
  )
  const lines = results.map(({ name, verdict }) => {
    if (verdict === "excluded") return `[+]${name} excluded: ok\n`
    return verdict === "well" ? `[+]${name} ok\n` : `[-]${name} failed: reason withheld\n`
  })
  const unknown = excluded.filter((name) => name !== "" && !checks.some((check) => check.name === name))
  if (unknown.length > 0) {
    const names = unknown.map((name) => JSON.stringify(name)).join(",")
    lines.push(`warn: some health checks cannot be excluded: no matches for ${names}\n`)
  }
  const isFailed = results.some(({ verdict }) => verdict === "ill")
  if (isFailed) return textResponse(500, `${lines.join("")}${door} check failed\n`)
  return textResponse(200, isVerbose ? `${lines.join("")}${door} check passed\n` : "ok")
}

async function isWell(check: HealthCheck): Promise<boolean> {
  try {
    return await check.check()
  } catch {
    return false
  }
}
