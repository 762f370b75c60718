import { realpath } from "node:fs/promises"
import { platform } from "node:os"
import { sep } from "node:path"
import type { Operation } from "../../bridge/contract/operations.ts"
import type { Services } from "../../bridge/host.ts"
import { BridgeError } from "../../bridge/messages.ts"
import { kubernetesVersion } from "../../cluster/profile/profile.ts"
import { nodejsVersion } from "../../host/machine.ts"
import type { DesktopDeps } from "../deps.ts"
import { collectDiagnostics } from "../diagnostics/collect-diagnostics.ts"
import type { SettingsStore } from "./settings-store.ts"

type SettingsServices = Pick<
  Services,
  | "desktop.about"
  | "settings.watch"
  | "settings.change"
  | "settings.reset"
  | "diagnostics.collect"
  | "desktop.openLink"
  | "desktop.showFile"
>

export interface SettingsServiceParts {
  readonly settings: SettingsStore
  /** What was done on clusters since the host started. */
  readonly operations: { readonly all: readonly Operation[] }
}

/** The app itself: what it is, what a person has chosen, and what helps when something is wrong. */
export function newSettingsServices(
  deps: DesktopDeps,
  { settings, operations }: SettingsServiceParts,
): SettingsServices {
  const { cluster, shell } = deps
  return {
    "desktop.about": async () => ({
      version: deps.version,
      kubernetesVersion,
      nodejsVersion: nodejsVersion(),
      platform: platform(),
      shell: shell.kind,
      home: cluster.home.folder,
      kubeconfig: cluster.kubeconfig,
      desktop: shell.openLink !== undefined,
    }),
    "settings.watch": (_input, context) => settings.follow(context.signal),
    "settings.change": (change) => settings.change(change),
    "settings.reset": () => settings.reset(),
    "diagnostics.collect": async (_input, context) => {
      const chosen = await settings.read()
      return collectDiagnostics(deps, { settings: chosen, operations: operations.all, signal: context.signal })
    },
    "desktop.openLink": async ({ url }) => {
      if (shell.openLink === undefined) throw noDesktop(`Open it yourself: ${url}`)
      await shell.openLink(url)
    },
    "desktop.showFile": async ({ file }) => {
      const shown = await ownFile(deps, file)
      if (shell.showFile === undefined) throw noDesktop(`It is ${shown}`)
      await shell.showFile(shown)
    },
  }
}

/** Screens may have anything of Cove's shown, and nothing else. */
async function ownFile({ cluster }: DesktopDeps, file: string): Promise<string> {
  const [real, home, kubeconfig] = await Promise.all(
    [file, cluster.home.folder, cluster.kubeconfig].map((path) => realpath(path).catch(() => undefined)),
  )
  const isOurs = real !== undefined && (real === home || real === kubeconfig || real.startsWith(`${home}${sep}`))
  if (isOurs) return real
  throw new BridgeError({ id: "BRIDGE_REFUSED", message: `There is no file "${file}" of Cove's`, advice: "" })
}

function noDesktop(advice: string): BridgeError {
  return new BridgeError({ id: "NO_DESKTOP", message: "There is no desktop here to open it on", advice })
}
