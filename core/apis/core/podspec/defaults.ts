import { roundUpToMilli } from "../../strategy/round-resources.ts"
import type {
  Container,
  EnvVar,
  EphemeralContainer,
  PodSpec,
  PodTemplateSpec,
  ResourceRequirements,
} from "../v1.gen.ts"
import { defaultPullPolicy } from "./image-reference.ts"
import { defaultLifecycle, defaultProbe } from "./probe-defaults.ts"
import { defaultFieldRef, defaultVolume } from "./volume-defaults.ts"

/** Kubernetes' defaults of a pod's spec, whether it stands in a pod or in a workload's template. */
export function defaultPodSpec(spec: PodSpec): PodSpec {
  const account = spec.serviceAccountName || spec.serviceAccount || ""
  return {
    ...spec,
    ...(spec.volumes === undefined ? {} : { volumes: spec.volumes.map(defaultVolume) }),
    ...(spec.initContainers === undefined ? {} : { initContainers: spec.initContainers.map(defaultContainer) }),
    ...(spec.containers === undefined ? {} : { containers: spec.containers.map(defaultContainer) }),
    ...(spec.ephemeralContainers === undefined
      ? {}
      : { ephemeralContainers: spec.ephemeralContainers.map(defaultContainer) }),
    restartPolicy: spec.restartPolicy || "Always",
    terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds ?? 30,
    dnsPolicy: spec.dnsPolicy || "ClusterFirst",
    // The old name of the field always follows the new one.
    ...(account === "" ? {} : { serviceAccountName: account, serviceAccount: account }),
    securityContext: spec.securityContext ?? {},
    ...(spec.overhead === undefined ? {} : { overhead: roundUpToMilli(spec.overhead) }),
    schedulerName: spec.schedulerName || "default-scheduler",
  }
}

export function defaultPodTemplate(template: PodTemplateSpec): PodTemplateSpec {
  return { ...template, spec: defaultPodSpec(template.spec ?? { containers: [] }) }
}

function defaultContainer<C extends Container | EphemeralContainer>(container: C): C {
  return {
    ...container,
    ...(container.ports === undefined
      ? {}
      : { ports: container.ports.map((port) => ({ ...port, protocol: port.protocol || "TCP" })) }),
    ...(container.resources === undefined ? {} : { resources: defaultResources(container.resources) }),
    ...(container.env === undefined ? {} : { env: container.env.map(defaultEnv) }),
    ...(container.livenessProbe === undefined ? {} : { livenessProbe: defaultProbe(container.livenessProbe) }),
    ...(container.readinessProbe === undefined ? {} : { readinessProbe: defaultProbe(container.readinessProbe) }),
    ...(container.startupProbe === undefined ? {} : { startupProbe: defaultProbe(container.startupProbe) }),
    ...(container.lifecycle === undefined ? {} : { lifecycle: defaultLifecycle(container.lifecycle) }),
    terminationMessagePath: container.terminationMessagePath || "/dev/termination-log",
    terminationMessagePolicy: container.terminationMessagePolicy || "File",
    imagePullPolicy: container.imagePullPolicy || defaultPullPolicy(container.image ?? ""),
  }
}

/** Nothing finer than a thousandth can be had. */
function defaultResources(resources: ResourceRequirements): ResourceRequirements {
  const { limits, requests } = resources
  return {
    ...resources,
    ...(limits === undefined ? {} : { limits: roundUpToMilli(limits) }),
    ...(requests === undefined ? {} : { requests: roundUpToMilli(requests) }),
  }
}

function defaultEnv(env: EnvVar): EnvVar {
  const source = env.valueFrom
  if (source?.fieldRef !== undefined)
    return { ...env, valueFrom: { ...source, fieldRef: defaultFieldRef(source.fieldRef) } }
  if (source?.fileKeyRef !== undefined)
    return {
      ...env,
      valueFrom: { ...source, fileKeyRef: { ...source.fileKeyRef, optional: source.fileKeyRef.optional ?? false } },
    }
  return env
}
