import type { Home } from "../home.ts"
import { addToKubeconfig, removeFromKubeconfig } from "../kubeconfig/kubeconfig-file.ts"
import { adminFiles } from "../pki/cluster-pki.ts"
import type { Profile } from "../profile/profile.ts"

/** Tells kubectl of the cluster. Returns the profile that remembers which context was current before. */
export async function writeKubeconfig(
  home: Home,
  profile: Profile,
  { server, makeCurrent }: { readonly server: string; readonly makeCurrent: boolean },
): Promise<Profile> {
  const admin = adminFiles(home, profile.name)
  const entry = {
    name: profile.name,
    server,
    namespace: "default",
    cluster: { "certificate-authority": home.authority.certificate },
    user: { "client-certificate": admin.certificate, "client-key": admin.key },
  }
  const before = await addToKubeconfig(profile.kubeconfig, entry, { makeCurrent })
  if (before === undefined || before === profile.name) return profile
  return { ...profile, previousContext: before }
}

export async function undoKubeconfig(profile: Profile): Promise<void> {
  await removeFromKubeconfig(profile.kubeconfig, profile.name, profile.previousContext)
}
