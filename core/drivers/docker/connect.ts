import Docker from "dockerode"
import type { Clock } from "../../base/clock.ts"
import { DockerDriver } from "./docker-driver.ts"

/** The driver for the engine that DOCKER_HOST names, or else the one of this machine. */
export function connectDocker({ platform, dockerHost, owner, clock }: DockerSurroundings): DockerDriver {
  const remote = dockerHost !== undefined && !dockerHost.startsWith("unix:")
  return new DockerDriver(new Docker(), { local: platform === "linux" && !remote, owner, clock })
}

export interface DockerSurroundings {
  readonly platform: string
  readonly dockerHost: string | undefined
  /** Tells our containers from those of others on the same engine. */
  readonly owner: string
  readonly clock: Clock
}
