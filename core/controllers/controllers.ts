import { clusterroleaggregation } from "./clusterroleaggregation/clusterroleaggregation.ts"
import type { ControllerDefinition } from "./controller-definition.ts"
import { daemonset } from "./daemonset/daemonset.ts"
import { deployment } from "./deployment/deployment.ts"
import { endpoints } from "./endpoints/endpoints.ts"
import { endpointslice } from "./endpointslice/endpointslice.ts"
import { endpointslicemirroring } from "./endpointslicemirroring/endpointslicemirroring.ts"
import { garbagecollector } from "./garbagecollector/garbagecollector.ts"
import { namespace } from "./namespace/namespace.ts"
import { nodeipam } from "./nodeipam/nodeipam.ts"
import { nodelifecycle } from "./nodelifecycle/nodelifecycle.ts"
import { podgc } from "./podgc/podgc.ts"
import { pvcprotection } from "./pvcprotection/pvcprotection.ts"
import { pvprotection } from "./pvprotection/pvprotection.ts"
import { replicaset } from "./replicaset/replicaset.ts"
import { rootca } from "./rootca/rootca.ts"
import { serviceaccount } from "./serviceaccount/serviceaccount.ts"
import { tainteviction } from "./tainteviction/tainteviction.ts"
import { ttl } from "./ttl/ttl.ts"

/** All controllers there are. The garbage collector is last: it reads what the others watch, and watches the rest. */
export const controllers: readonly ControllerDefinition[] = [
  serviceaccount,
  rootca,
  nodeipam,
  nodelifecycle,
  tainteviction,
  ttl,
  endpoints,
  endpointslice,
  endpointslicemirroring,
  deployment,
  replicaset,
  daemonset,
  clusterroleaggregation,
  pvcprotection,
  pvprotection,
  podgc,
  namespace,
  garbagecollector,
]
