import type { ClusterDeps } from "../deps.ts"
import type { Home } from "../home.ts"
import { KubeconfigFile } from "../kubeconfig/kubeconfig-file.ts"
import type { KubeconfigEntry } from "../kubeconfig/merge.ts"
import { adminFiles } from "../pki/cluster-pki.ts"
import type { Profile } from "../profile/profile.ts"

/** Tells kubectl of the cluster. Returns the profile that remembers which context was current before. */
export async function writeKubeconfig(
  deps: Pick<ClusterDeps, "home" | "clock">,
  profile: Profile,
  { server, makeCurrent }: { readonly server: string; readonly makeCurrent: boolean },
): Promise<Profile> {
  const before = await new KubeconfigFile(profile.kubeconfig, deps.clock).add(entryOf(deps.home, profile, server), {
    makeCurrent,
  })
  if (before === undefined || before === profile.name) return profile
  return { ...profile, previousContext: before }
}

/** Throws a ClusterError when kubectl could not be told of the cluster. */
export async function checkKubeconfig(
  deps: Pick<ClusterDeps, "home" | "clock">,
  profile: Pick<Profile, "name" | "kubeconfig">,
): Promise<void> {
  await new KubeconfigFile(profile.kubeconfig, deps.clock).check(entryOf(deps.home, profile, ""))
}

/** Without a profile `previous` is not known: then no context is current afterwards. */
export async function undoKubeconfig(
  deps: Pick<ClusterDeps, "home" | "clock">,
  { name, kubeconfig, previousContext }: Pick<Profile, "name" | "kubeconfig" | "previousContext">,
): Promise<void> {
  await new KubeconfigFile(kubeconfig, deps.clock).remove(name, deps.home.authority.certificate, previousContext)
}

function entryOf(home: Home, profile: Pick<Profile, "name">, server: string): KubeconfigEntry {
  const admin = adminFiles(home, profile.name)
  return {
    name: profile.name,
    server,
    namespace: "default",
    cluster: { "certificate-authority": home.authority.certificate },
    user: { "client-certificate": admin.certificate, "client-key": admin.key },
  }
}
