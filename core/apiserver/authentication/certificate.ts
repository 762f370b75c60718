import type { Authenticator } from "./authenticator.ts"
import { groups } from "./users.ts"

/** The verified client certificate's common name is the user, its organizations are the groups. */
export const certificateAuthenticator: Authenticator = {
  async authenticate({ certificate }) {
    if (certificate === undefined || certificate.commonName === "") return undefined
    const own = certificate.organizations.filter((organization) => organization !== "")
    const extra = certificate.uid === undefined ? {} : { uid: certificate.uid }
    return { name: certificate.commonName, ...extra, groups: [...own, groups.authenticated] }
  },
}
