import type { Driver } from "../drivers/driver.ts"
import type { ClusterDeps } from "./deps.ts"
import { ClusterError } from "./errors.ts"
import type { Profile } from "./profile/profile.ts"
import { ProfileStore } from "./profile/profile-store.ts"

/** A cluster that was made before, with its driver. Throws a ClusterError where there is none of that name. */
export async function existingCluster(
  deps: ClusterDeps,
  name: string,
): Promise<{ readonly profile: Profile; readonly driver: Driver }> {
  const profile = await new ProfileStore(deps.home).read(name)
  if (profile === undefined) throw noSuchCluster(name)
  return { profile, driver: await deps.openDriver(profile.driver) }
}

/** minikube ends with 85 here. */
function noSuchCluster(name: string): ClusterError {
  const advice =
    name === "cove"
      ? "Make it: cove start"
      : `Make it: cove start -p ${name}\nOr see which there are: cove profile list`
  return new ClusterError(`There is no cluster "${name}"`, { id: "MK_PROFILE_NOT_FOUND", exitCode: 85, advice })
}
