import type { Clock } from "../base/clock.ts"
import { describeError } from "../base/log.ts"
import { type Driver, DriverError, type DriverName, type Health } from "./driver.ts"
import type { Machine } from "./native/machine.ts"

export interface DriverSurroundings {
  /** Where drivers keep what they must. */
  readonly folder: string
  readonly machine: Machine
  readonly dockerHost: string | undefined
  readonly clock: Clock
}

export interface DriverDefinition {
  readonly name: DriverName
  /** Loads and makes it; a driver that is not used is not loaded. */
  open(surroundings: DriverSurroundings): Promise<Driver>
}

/** All there are, in the order in which `auto` tries them. */
export const drivers: readonly DriverDefinition[] = [
  {
    name: "docker",
    open: async ({ folder, machine, dockerHost, clock }) => {
      const { connectDocker } = await import("./docker/connect.ts")
      return connectDocker({ platform: machine.platform, dockerHost, owner: folder, clock })
    },
  },
  {
    name: "native",
    open: async ({ folder, clock, machine }) => {
      const { NativeDriver } = await import("./native/native-driver.ts")
      return new NativeDriver({ folder: `${folder}/native`, clock, machine })
    },
  },
]

export interface DriverReport {
  readonly name: DriverName
  readonly health: Health
}

/** How every driver is, side by side. One that cannot even be asked is not healthy; never throws. */
export async function checkDrivers(
  surroundings: DriverSurroundings,
  candidates: readonly DriverDefinition[] = drivers,
): Promise<readonly DriverReport[]> {
  return Promise.all(
    candidates.map(async (definition) => {
      const health = await definition
        .open(surroundings)
        .then((driver) => driver.health())
        .catch((error: unknown) => ({ healthy: false, reason: describeError(error), advice: "" }) as const)
      return { name: definition.name, health }
    }),
  )
}

/** The driver of that name, or for "auto" the first that can work here. Throws a DriverError that says why none can. */
export async function chooseDriver(
  name: string,
  surroundings: DriverSurroundings,
  candidates: readonly DriverDefinition[] = drivers,
): Promise<Driver> {
  const named = candidates.filter((driver) => name === "auto" || driver.name === name)
  if (named.length === 0) {
    const known = candidates.map((driver) => driver.name).join(", ")
    throw new DriverError(`There is no driver "${name}"`, { advice: `Choose one of: auto, ${known}.` })
  }
  const unfit: (Health & { readonly healthy: false })[] = []
  for (const definition of named) {
    const driver = await definition.open(surroundings)
    const health = await driver.health()
    if (health.healthy) return driver
    unfit.push(health)
  }
  const reasons = unfit.map(({ reason }) => reason).join("; ")
  throw new DriverError(`No node can run here: ${reasons}`, { advice: unfit.map(({ advice }) => advice).join("\n") })
}
