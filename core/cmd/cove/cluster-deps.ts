import { existsSync, readFileSync } from "node:fs"
import { availableParallelism, homedir, totalmem } from "node:os"
import { delimiter, join, resolve } from "node:path"
import type { ClusterDeps } from "../../cluster/deps.ts"
import { type Home, homeAt } from "../../cluster/home.ts"
import { checkDrivers, chooseDriver } from "../../drivers/drivers.ts"
import { systemClock } from "../../host/clock.ts"
import { HttpsTransport } from "../../transport/https/https-transport.ts"

/** What clusters are worked on with, on this machine, from the project's sources. */
export function newClusterDeps(root: string): ClusterDeps {
  const home = homeFromEnvironment()
  const machine = { platform: process.platform, userId: process.getuid?.(), path: searchPath() }
  const surroundings = { folder: home.folder, machine, dockerHost: process.env["DOCKER_HOST"], clock: systemClock }
  return {
    home,
    clock: systemClock,
    openDriver: (name) => chooseDriver(name, surroundings),
    checkDrivers: () => checkDrivers(surroundings),
    recipe: {
      folder: join(root, "resources/node-image"),
      suite: process.env["COVE_DEBIAN_SUITE"],
      nodejs: nodejsForNodes(root),
    },
    programs: async () => {
      const packaged = join(root, "programs") // the packaged app brings them bundled, without their sources
      if (existsSync(packaged)) return packaged
      const { bundlePrograms } = await import("../bundle/bundle-programs.ts")
      return bundlePrograms({ root, folder: join(root, "build/programs") })
    },
    openTransport: (access) => new HttpsTransport({ ...access, clock: systemClock }),
    kubeconfig: kubeconfigPath(),
    machine: { cpus: availableParallelism(), memoryMiB: Math.floor(totalmem() / 2 ** 20) },
  }
}

/** `~/.cove`, or what COVE_HOME says. */
export function homeFromEnvironment(): Home {
  return homeAt(resolve(process.env["COVE_HOME"] ?? join(homedir(), ".cove")))
}

/** KUBECONFIG may name several files: as kubectl, the first that is there, or else the last. */
function kubeconfigPath(): string {
  const named = (process.env["KUBECONFIG"] ?? "").split(delimiter).filter((path) => path !== "")
  const chosen = named.find((path) => existsSync(path)) ?? named.at(-1)
  return chosen === undefined ? join(homedir(), ".kube", "config") : resolve(chosen)
}

/** Administrators' programs are not on everybody's path. */
function searchPath(): string {
  const path = [process.env["PATH"], "/usr/sbin", "/sbin"].filter((part) => part !== undefined).join(delimiter)
  process.env["PATH"] = path
  return path
}

/** Nodes are Linux of this machine's processor. */
function nodejsForNodes(root: string): { readonly path: string; readonly version: string } {
  const folder = join(root, "node_modules", `node-linux-${process.arch}`)
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { readonly version: string } // npm's own
  return { path: join(folder, "bin", "node"), version: manifest.version }
}
