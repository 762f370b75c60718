import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { ageColumn, nameColumn } from "../../../machinery/table/column.ts"
import { serviceaccounts } from "../../resources.gen.ts"
import type { ServiceAccount } from "../v1.gen.ts"
import { serviceAccountStrategy } from "./strategy.ts"
import { serviceAccountToken } from "./token.ts"

export const serviceAccount: KindDefinition<ServiceAccount> = {
  resource: serviceaccounts,
  strategy: serviceAccountStrategy,
  columns: [nameColumn(), ageColumn()],
  subresources: [serviceAccountToken],
}
