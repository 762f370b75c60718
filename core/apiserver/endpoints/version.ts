import { goArchitecture } from "../../host/machine.ts"
import { prettyJson } from "./answer/negotiate.ts"
import { objectResponse } from "./respond.ts"
import type { PathHandler } from "./router.ts"

/** The Kubernetes whose API this is. */
export const kubernetesVersion = "v1.36.3"

const info = {
  major: "1",
  minor: "36",
  emulationMajor: "1",
  emulationMinor: "36",
  minCompatibilityMajor: "1",
  minCompatibilityMinor: "35",
  gitVersion: kubernetesVersion,
  gitCommit: "",
  gitTreeState: "",
  buildDate: "1970-01-01T00:00:00Z",
  goVersion: "",
  compiler: "",
  platform: `linux/${goArchitecture()}`,
}

/** `/version`, always set out to be read. */
export const version: PathHandler = ({ request }) => {
  if (request.path !== "/version" && request.path !== "/version/") return undefined
  return objectResponse(200, info, prettyJson)
}
