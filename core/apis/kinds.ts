import type { KindDefinition } from "../machinery/api/kind.ts"
import { customResourceDefinition } from "./apiextensions/customresourcedefinition/customresourcedefinition.ts"
import { controllerRevision } from "./apps/controllerrevision/controllerrevision.ts"
import { daemonSet } from "./apps/daemonset/daemonset.ts"
import { deployment } from "./apps/deployment/deployment.ts"
import { replicaSet } from "./apps/replicaset/replicaset.ts"
import { statefulSet } from "./apps/statefulset/statefulset.ts"
import { selfSubjectReview } from "./authentication/selfsubjectreview/selfsubjectreview.ts"
import { tokenReview } from "./authentication/tokenreview/tokenreview.ts"
import { localSubjectAccessReview } from "./authorization/localsubjectaccessreview/localsubjectaccessreview.ts"
import { selfSubjectAccessReview } from "./authorization/selfsubjectaccessreview/selfsubjectaccessreview.ts"
import { selfSubjectRulesReview } from "./authorization/selfsubjectrulesreview/selfsubjectrulesreview.ts"
import { subjectAccessReview } from "./authorization/subjectaccessreview/subjectaccessreview.ts"
import { lease } from "./coordination/lease/lease.ts"
import { binding } from "./core/binding/binding.ts"
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
import { podTemplate } from "./core/podtemplate/podtemplate.ts"
import { replicationController } from "./core/replicationcontroller/replicationcontroller.ts"
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
  binding,
  componentStatus,
  configMap,
  endpoints,
  event,
  namespace,
  node,
  persistentVolumeClaim,
  persistentVolume,
  pod,
  podTemplate,
  secret,
  serviceAccount,
  service,
  controllerRevision,
  daemonSet,
  deployment,
  replicaSet,
  newEvent,
  selfSubjectReview,
  tokenReview,
  localSubjectAccessReview,
  selfSubjectAccessReview,
  selfSubjectRulesReview,
  subjectAccessReview,
  clusterRoleBinding,
  clusterRole,
  roleBinding,
  role,
  storageClass,
  customResourceDefinition,
  priorityClass,
  lease,
  endpointSlice,
]

/**
 * Whole as data, but nothing acts on them yet: a controller, or an admission plugin that enforces. Served when it does,
 * so that nobody makes one and waits in vain.
 */
export const kindsToCome: readonly KindDefinition[] = [limitRange, replicationController, resourceQuota, statefulSet]
