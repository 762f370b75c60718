import type { UserInfo } from "../../machinery/api/kind.ts"
import type { ApiRequest } from "../request.ts"

/** Who asks. Undefined: this one cannot tell; throws a StatusError (401) for credentials that are wrong. */
export interface Authenticator {
  authenticate(request: ApiRequest): Promise<UserInfo | undefined>
}
