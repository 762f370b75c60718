import type { Input } from "../../bridge/contract.ts"

export type OperationRequest = Input<"operations.run">

/** The same on the command line: `cove start -p web --nodes 2`. */
export function commandText(request: OperationRequest): string {
  const { action, profile } = request
  switch (action) {
    case "start":
      return ["cove start", `-p ${profile}`, ...startFlags(request)].join(" ")
    case "restart":
      return `cove stop -p ${profile} && cove start -p ${profile}`
    default:
      return `cove ${action} -p ${profile}`
  }
}

function startFlags(wishes: OperationRequest & { readonly action: "start" }): readonly string[] {
  const flags = [
    ["--driver", wishes.driver],
    ["--nodes", wishes.nodes],
    ["--cpus", wishes.cpus],
    ["--memory", wishes.memoryMiB === undefined ? undefined : `${wishes.memoryMiB}m`],
    ["--subnet", wishes.subnet],
  ] as const
  return flags.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]))
}
