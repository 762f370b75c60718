import { type Command, InvalidArgumentError, Option } from "commander"
import { checkProfileName } from "../cluster/profile/profile-name.ts"

/** The profile that -p names, after the command or before it. */
export function profileOf(command: Command): string {
  for (let at: Command | null = command; at !== null; at = at.parent) {
    const profile: unknown = at.opts()["profile"]
    if (typeof profile !== "string") continue
    checkProfileName(profile)
    return profile
  }
  throw new Error("The program has no option for the profile")
}

/** Lets every command below take -p, too. */
export function addProfileOption(program: Command): void {
  for (const command of program.commands) {
    command.addOption(new Option("-p, --profile <name>", "the cluster to work with").hideHelp())
    addProfileOption(command)
  }
}

export function outputOption(...formats: string[]): Option {
  return new Option("-o, --output <format>", "how to print").choices(formats).default(formats[0])
}

/** "2", or "max". */
export function parseCpus(value: string, machineCpus: () => number): number {
  if (value === "max") return machineCpus()
  const cpus = Number(value)
  if (Number.isFinite(cpus) && cpus > 0) return cpus
  throw new InvalidArgumentError("A number of CPUs is needed, as in 2.")
}

/** Mebibytes from "4096", "4096m", "4g", "4GiB". */
export function parseMemory(value: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(b|k|m|g)?(?:i?b)?$/i.exec(value.trim())
  const amount = Number(match?.[1])
  if (match === null || !(amount > 0))
    throw new InvalidArgumentError("An amount of memory is needed, as in 4096m or 4g.")
  const factors: Readonly<Record<string, number>> = { b: 2 ** -20, k: 2 ** -10, m: 1, g: 1024 }
  return Math.floor(amount * (factors[(match[2] ?? "m").toLowerCase()] ?? 1))
}

/** Milliseconds from Go's durations: "6m0s", "90s", "1h". */
export function parseDuration(value: string): number {
  const parts = [...value.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)]
  if (parts.length === 0 || parts.map(([text]) => text).join("") !== value) {
    throw new InvalidArgumentError("A duration is needed, as in 6m0s.")
  }
  const factors: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (factors[unit ?? "s"] ?? 0), 0)
}

export function parseCount(value: string): number {
  const count = Number(value)
  if (Number.isInteger(count) && count > 0) return count
  throw new InvalidArgumentError("A whole number above 0 is needed.")
}

/** A port to listen on; 0 takes a free one. */
export function parsePort(value: string): number {
  const port = Number(value)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new InvalidArgumentError("A port is needed, from 0 to 65535.")
}
