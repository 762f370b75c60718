import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { forbidden, invalid, required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { dns1123Subdomain } from "../../../machinery/field/format.ts"
import { ipAddress } from "../../../machinery/field/ip.ts"
import { about, validateObjectMetaUpdate } from "../../../machinery/meta/validate-meta.ts"
import { oneOf } from "../../validation/numbers.ts"
import type { LoadBalancerIngress, Service } from "../v1.gen.ts"
import { isLoadBalancer } from "./facts.ts"

export function validateServiceStatusUpdate(next: Service, old: Service): FieldErrors {
  const path = FieldPath.of("status", "loadBalancer", "ingress")
  const ingress = next.status.loadBalancer?.ingress ?? []
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...(ingress.length > 0 && !isLoadBalancer(next)
      ? [forbidden(path, "may only be used when `spec.type` is 'LoadBalancer'")]
      : []),
    ...ingress.flatMap((each, at) => validateIngress(each, path.index(at))),
  ]
}

function validateIngress({ ip = "", ipMode, hostname = "" }: LoadBalancerIngress, path: FieldPath): FieldErrors {
  const mode = path.child("ipMode")
  return [
    ...(ip === "" ? [] : about(path.child("ip"), ip, ipAddress(ip))),
    ...(ip !== "" && ipMode === undefined ? [required(mode, "must be specified when `ip` is set")] : []),
    ...(ip === "" && ipMode !== undefined ? [forbidden(mode, "may not be specified when `ip` is not set")] : []),
    ...(ipMode === undefined ? [] : oneOf(mode, ipMode, ["Proxy", "VIP"])),
    ...(hostname === "" ? [] : validateHostname(hostname, path.child("hostname"))),
  ]
}

function validateHostname(hostname: string, path: FieldPath): FieldErrors {
  const isAddress = ipAddress(hostname).length === 0
  return [
    ...about(path, hostname, dns1123Subdomain(hostname)),
    ...(isAddress ? [invalid(path, hostname, "must be a DNS name, not an IP address")] : []),
  ]
}
