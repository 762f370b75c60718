import { join } from "node:path"
import { expect, it } from "vitest"
import { silentLog } from "../../base/log.ts"
import { BridgeError } from "../../bridge/messages.ts"
import { ClusterError } from "../../cluster/errors.ts"
import { newDesktopDeps } from "./desktop-deps.ts"

const root = join(import.meta.dirname, "../../..")
const deps = newDesktopDeps({ root, shell: "browser", log: silentLog, signal: new AbortController().signal })

const failure = { id: "SOME_ID", message: "It does not work", advice: "Mend it." }
const errors = [
  { what: "a service's own refusal", error: new BridgeError(failure) },
  { what: "a failure of a cluster", error: new ClusterError(failure.message, { ...failure, exitCode: 7 }) },
]
for (const { what, error } of errors) {
  it(`tells of ${what} in words that survive the way to the screens`, () => {
    expect(JSON.parse(JSON.stringify(deps.explain(error)))).toEqual(failure)
  })
}

it("knows how to run cove, and a shell, in an environment that npm has added nothing to", () => {
  expect(deps.programs.cove).toEqual([process.execPath, join(root, "core/cmd/cove.ts")])
  expect(deps.programs.shell).not.toBe("")
  expect(Object.keys(deps.programs.environment).filter((name) => name.startsWith("npm_"))).toEqual([])
})
