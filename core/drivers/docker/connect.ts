import Docker from "dockerode"
import { DockerDriver } from "./docker-driver.ts"

/** The driver for the engine that DOCKER_HOST names, or else the one of this machine. */
export function connectDocker(platform: string, dockerHost: string | undefined): DockerDriver {
  const remote = dockerHost !== undefined && !dockerHost.startsWith("unix:")
  return new DockerDriver(new Docker(), { local: platform === "linux" && !remote })
}
