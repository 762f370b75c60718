import { runCommand } from "../../host/command.ts"
import { ensureKubectl } from "./kubectl.ts"
import { newestKubectl } from "./versions.ts"

/** The kubectl on the PATH when it fits the server, else the bundled one. */
export async function findKubectl(cache: string, report: (doing: string) => void): Promise<string> {
  const version = await runCommand("kubectl", ["version", "--client", "--output=json"]).catch(() => "")
  return fitsServer(version) ? "kubectl" : ensureKubectl(`1.${newestKubectl}`, cache, { report })
}

/** Kubernetes supports a kubectl one minor version older or newer than the server. */
export function fitsServer(versionJson: string): boolean {
  const minor = /"minor":\s*"(\d+)/.exec(versionJson)?.[1]
  const major = /"major":\s*"(\d+)/.exec(versionJson)?.[1]
  return major === "1" && minor !== undefined && Math.abs(Number(minor) - newestKubectl) <= 1
}
