import { controlPlaneOf, network, type Profile } from "../profile/profile.ts"

/** Where the API server answers from this machine, unless it is published elsewhere. */
export function serverOf(profile: Profile): string {
  return `https://${controlPlaneOf(profile).address}:${profile.apiServerPort}`
}

/** Every name and address by which the API server is called. */
export function apiServerHosts(profile: Profile): readonly string[] {
  const { name, address } = controlPlaneOf(profile)
  const service = [
    "kubernetes",
    "kubernetes.default",
    "kubernetes.default.svc",
    `kubernetes.default.svc.${profile.dnsDomain}`,
  ]
  return [...service, "localhost", name, "control-plane.cove.internal", network.apiServerService, address, "127.0.0.1"]
}
