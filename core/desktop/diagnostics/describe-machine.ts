import { availableParallelism, freemem, loadavg, platform, release, totalmem, uptime } from "node:os"
import { join } from "node:path"
import { describeError } from "../../base/log.ts"
import { kubernetesVersion } from "../../cluster/profile/profile.ts"
import { readTextFile } from "../../host/files.ts"
import { goArchitecture, nodejsVersion, readDisk } from "../../host/machine.ts"
import type { DesktopDeps } from "../deps.ts"
import { asText, type DiagnosticsPart } from "./diagnostics-part.ts"

/** This machine, what of Cove is on it, and whether its drivers can work. */
export async function describeMachine(deps: DesktopDeps): Promise<readonly DiagnosticsPart[]> {
  const { cluster, version, shell } = deps
  const disk = await readDisk(cluster.home.folder).catch(describeError)
  const about = {
    version,
    kubernetesVersion,
    nodejsVersion: nodejsVersion(),
    shell: shell.kind,
    home: cluster.home.folder,
    kubeconfig: cluster.kubeconfig,
    machine: {
      platform: platform(),
      release: release(),
      architecture: goArchitecture(),
      cpus: availableParallelism(),
      memoryBytes: totalmem(),
      freeMemoryBytes: freemem(),
      load: loadavg(),
      upSeconds: uptime(),
      system: /^PRETTY_NAME="?([^"\n]*)/m.exec((await readTextFile("/etc/os-release").catch(() => "")) ?? "")?.[1],
      disk,
    },
  }
  const hostLog = await readTextFile(join(cluster.home.folder, "dashboard.log")).catch(describeError)
  return [
    { path: "about.json", text: asText(about) },
    { path: "drivers.json", text: asText(await cluster.checkDrivers()) },
    { path: "dashboard.log", text: hostLog ?? "" },
  ]
}
