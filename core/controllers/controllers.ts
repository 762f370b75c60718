import { clusterroleaggregation } from "./clusterroleaggregation/clusterroleaggregation.ts"
import type { ControllerDefinition } from "./controller-definition.ts"
import { deployment } from "./deployment/deployment.ts"
import { endpoints } from "./endpoints/endpoints.ts"
import { endpointslice } from "./endpointslice/endpointslice.ts"
import { nodeipam } from "./nodeipam/nodeipam.ts"
import { pvcprotection } from "./pvcprotection/pvcprotection.ts"
import { pvprotection } from "./pvprotection/pvprotection.ts"
import { replicaset } from "./replicaset/replicaset.ts"
import { rootca } from "./rootca/rootca.ts"
import { serviceaccount } from "./serviceaccount/serviceaccount.ts"

/** All controllers there are. */
export const controllers: readonly ControllerDefinition[] = [
  serviceaccount,
  rootca,
  nodeipam,
  endpoints,
  endpointslice,
  deployment,
  replicaset,
  clusterroleaggregation,
  pvcprotection,
  pvprotection,
]
