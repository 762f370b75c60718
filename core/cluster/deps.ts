import type { Clock } from "../base/clock.ts"
import type { Driver } from "../drivers/driver.ts"
import type { DriverReport } from "../drivers/drivers.ts"
import type { Transport } from "../machinery/api/transport.ts"
import type { Home } from "./home.ts"
import type { MachineSize } from "./profile/wishes.ts"

/** What the work on clusters is handed. `core/cmd` has the real ones. */
export interface ClusterDeps {
  readonly home: Home
  readonly clock: Clock
  /** A driver by name; "auto" is the first that can work here. Throws a DriverError. */
  openDriver(name: string): Promise<Driver>
  /** How every driver is, whether it can work here or not. */
  checkDrivers(): Promise<readonly DriverReport[]>
  /** How a node is built: the recipe's folder, and the Node.js that goes in. */
  readonly recipe: {
    readonly folder: string
    readonly suite: string | undefined
    readonly nodejs: { readonly path: string; readonly version: string }
  }
  /** The folder with the bundles of a node's programs; makes them when they are not there. */
  programs(): Promise<string>
  openTransport(access: ApiAccess): ClosableTransport
  /** The kubeconfig to write to. */
  readonly kubeconfig: string
  readonly machine: MachineSize
}

/** One that holds connections until it is closed. */
export interface ClosableTransport extends Transport {
  close(): void
}

/** How to reach an API server: PEM texts. */
export interface ApiAccess {
  readonly server: string
  readonly ca: string
  readonly certificate: string
  readonly key: string
}

/** Told of each step as it goes on. */
export interface Progress {
  /** Runs one step under its title. `detail` says what it is at. */
  step<T>(title: string, run: (detail: (text: string) => void) => Promise<T>): Promise<T>
  /** Something to know that stops nothing. Between steps. */
  note(text: string): void
}

/** For those whom nobody watches. */
export const silentProgress: Progress = { step: (_title, run) => run(() => {}), note: () => {} }
