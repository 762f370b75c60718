import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { forbidden, invalid, required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { portNumber, qualifiedName } from "../../../machinery/field/format.ts"
import { cidr } from "../../../machinery/field/ip.ts"
import { about } from "../../../machinery/meta/validate-meta.ts"
import { oneOf, requiredOneOf } from "../../validation/numbers.ts"
import type { Service, ServiceSpec } from "../v1.gen.ts"
import { isLoadBalancer, isOpenToInside, isOpenToOutside, needsHealthPort } from "./facts.ts"

/** Who may come in, and where their traffic goes. */
export function validateTraffic(service: Service, old: Service | undefined): FieldErrors {
  const { spec } = service
  return [
    ...validateSourceRanges(service, old),
    ...validateLoadBalancerFields(spec, service),
    ...validateExternalPolicy(service),
    ...validateHealthPort(service),
    ...validateInternalPolicy(service),
    ...(spec.trafficDistribution === undefined
      ? []
      : oneOf(specPath.child("trafficDistribution"), spec.trafficDistribution, distributions)),
  ]
}

const specPath = FieldPath.of("spec")

const policies = ["Cluster", "Local"]

const distributions = ["PreferClose", "PreferSameNode", "PreferSameZone"]

const onlyLoadBalancer = "may only be used when `type` is 'LoadBalancer'"

const rangesAnnotation = "service.beta.kubernetes.io/load-balancer-source-ranges"

/** The field, or the annotation that came before it. */
function validateSourceRanges(service: Service, old: Service | undefined): FieldErrors {
  const ranges = service.spec.loadBalancerSourceRanges ?? []
  const wrongType = (path: FieldPath) => (isLoadBalancer(service) ? [] : [forbidden(path, onlyLoadBalancer)])
  if (ranges.length > 0) {
    const path = specPath.child("LoadBalancerSourceRanges")
    const known = old?.spec.loadBalancerSourceRanges ?? []
    return [
      ...wrongType(path),
      ...ranges.flatMap((range, at) =>
        known.includes(range) ? [] : about(path.index(at), range.trim(), cidr(range.trim())),
      ),
    ]
  }
  const annotation = service.metadata.annotations?.[rangesAnnotation]
  if (annotation === undefined) return []
  const path = FieldPath.of("metadata", "annotations").key(rangesAnnotation)
  const isKnown = old?.metadata.annotations?.[rangesAnnotation] === annotation || annotation.trim() === ""
  const words = isKnown
    ? []
    : annotation
        .trim()
        .split(",")
        .map((word) => word.trim())
  return [...wrongType(path), ...words.flatMap((word) => about(path, word, cidr(word)))]
}

function validateLoadBalancerFields(spec: ServiceSpec, service: Service): FieldErrors {
  const numbers = spec.allocateLoadBalancerNodePorts
  const numbersPath = specPath.child("allocateLoadBalancerNodePorts")
  return [
    ...(numbers !== undefined && !isLoadBalancer(service) ? [forbidden(numbersPath, onlyLoadBalancer)] : []),
    ...(numbers === undefined && isLoadBalancer(service) ? [required(numbersPath)] : []),
    ...validateLoadBalancerClass(service),
  ]
}

export function validateLoadBalancerClass(service: Service): FieldErrors {
  const path = specPath.child("loadBalancerClass")
  const { loadBalancerClass } = service.spec
  if (loadBalancerClass === undefined) return []
  if (!isLoadBalancer(service)) return [forbidden(path, onlyLoadBalancer)]
  return about(path, loadBalancerClass, qualifiedName(loadBalancerClass))
}

function validateExternalPolicy(service: Service): FieldErrors {
  const path = specPath.child("externalTrafficPolicy")
  const policy = service.spec.externalTrafficPolicy
  if (isOpenToOutside(service)) return requiredOneOf(path, policy, policies)
  return policy ? [invalid(path, policy, "may only be set for externally-accessible services")] : []
}

/** One that is needed and not named is allocated after validation. */
function validateHealthPort(service: Service): FieldErrors {
  const path = specPath.child("healthCheckNodePort")
  const port = service.spec.healthCheckNodePort
  if (!port) return []
  if (needsHealthPort(service)) return about(path, port, portNumber(port))
  const detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"
  return [invalid(path, port, detail)]
}

function validateInternalPolicy(service: Service): FieldErrors {
  const path = specPath.child("internalTrafficPolicy")
  const policy = service.spec.internalTrafficPolicy
  if (policy !== undefined) return oneOf(path, policy, policies)
  return isOpenToInside(service) ? [required(path)] : []
}
