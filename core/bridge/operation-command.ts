import { commandLine } from "../base/shell-words.ts"
import type { Input } from "./contract.ts"

export type OperationRequest = Input<"operations.run">

/** The same on the command line: `cove start -p web --nodes 2`. */
export function operationCommand(request: OperationRequest): string {
  const { action, profile } = request
  switch (action) {
    case "start":
      return coveCommand(profile, ["start", ...startFlags(request)])
    case "restart":
      return `${coveCommand(profile, ["stop"])} && ${coveCommand(profile, ["start"])}`
    default:
      return coveCommand(profile, [action])
  }
}

/** What `cove` does with a cluster: `cove logs -p web --follow`. */
export function coveCommand(profile: string, [verb = "", ...flags]: readonly string[]): string {
  return commandLine(["cove", verb, "-p", profile, ...flags])
}

function startFlags(wishes: OperationRequest & { readonly action: "start" }): readonly string[] {
  const flags = [
    ["--driver", wishes.driver === "auto" ? undefined : wishes.driver],
    ["--nodes", wishes.nodes],
    ["--cpus", wishes.cpus],
    ["--memory", wishes.memoryMiB === undefined ? undefined : formatMemory(wishes.memoryMiB)],
    ["--subnet", wishes.subnet],
  ] as const
  return flags.flatMap(([name, value]) => (value === undefined ? [] : [name, `${value}`]))
}

function formatMemory(mebibytes: number): string {
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024}g` : `${mebibytes}m`
}
