import type { KindDefinition } from "../machinery/api/kind.ts"
import { daemonSet } from "./apps/daemonset/daemonset.ts"
import { deployment } from "./apps/deployment/deployment.ts"
import { replicaSet } from "./apps/replicaset/replicaset.ts"
import { lease } from "./coordination/lease/lease.ts"
import { componentStatus } from "./core/componentstatus/componentstatus.ts"
import { configMap } from "./core/configmap/configmap.ts"
import { endpoints } from "./core/endpoints/endpoints.ts"
import { event } from "./core/event/event.ts"
import { limitRange } from "./core/limitrange/limitrange.ts"
import { namespace } from "./core/namespace/namespace.ts"
import { node } from "./core/node/node.ts"
import { persistentVolume } from "./core/persistentvolume/persistentvolume.ts"
import { persistentVolumeClaim } from "./core/persistentvolumeclaim/persistentvolumeclaim.ts"
import { pod } from "./core/pod/pod.ts"
import { resourceQuota } from "./core/resourcequota/resourcequota.ts"
import { secret } from "./core/secret/secret.ts"
import { service } from "./core/service/service.ts"
import { serviceAccount } from "./core/serviceaccount/serviceaccount.ts"
import { endpointSlice } from "./discovery/endpointslice/endpointslice.ts"
import { newEvent } from "./events/event/event.ts"
import { clusterRole } from "./rbac/clusterrole/clusterrole.ts"
import { clusterRoleBinding } from "./rbac/clusterrolebinding/clusterrolebinding.ts"
import { role } from "./rbac/role/role.ts"
import { roleBinding } from "./rbac/rolebinding/rolebinding.ts"
import { priorityClass } from "./scheduling/priorityclass/priorityclass.ts"
import { storageClass } from "./storage/storageclass/storageclass.ts"

/** Every kind the API server serves, in the order discovery lists them. */
export const kinds: readonly KindDefinition[] = [
  namespace,
  configMap,
  secret,
  serviceAccount,
  componentStatus,
  lease,
  priorityClass,
  storageClass,
  role,
  clusterRole,
  roleBinding,
  clusterRoleBinding,
  endpoints,
  event,
  newEvent,
  endpointSlice,
  service,
  limitRange,
  resourceQuota,
  persistentVolume,
  persistentVolumeClaim,
  pod,
  node,
  deployment,
  replicaSet,
  daemonSet,
]
