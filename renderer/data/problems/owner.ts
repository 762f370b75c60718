import type { Pod } from "../../../core/apis/core/v1.gen.ts"
import { type ObjectAddress, podAddress } from "./problem.ts"

const plurals: Readonly<Record<string, string>> = {
  ReplicaSet: "replicasets",
  StatefulSet: "statefulsets",
  DaemonSet: "daemonsets",
  Deployment: "deployments",
  Job: "jobs",
  ReplicationController: "replicationcontrollers",
}

/**
 * What a person made, so that this pod is there: a Deployment rather than its ReplicaSet, whose name is the
 * Deployment's and the hash that both the ReplicaSet and its pods have in a label. The pod itself when nobody made it.
 */
export function makerOf({ metadata }: Pod): ObjectAddress {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller === true)
  const plural = plurals[owner?.kind ?? ""]
  if (owner === undefined || plural === undefined) return podAddress(metadata)
  const [group = "", version = ""] = owner.apiVersion.includes("/")
    ? owner.apiVersion.split("/")
    : ["", owner.apiVersion]
  const { namespace = "" } = metadata
  const end = `-${metadata.labels?.["pod-template-hash"]}`
  if (owner.kind === "ReplicaSet" && owner.name.endsWith(end)) {
    const name = owner.name.slice(0, -end.length)
    return { group, version, plural: "deployments", kind: "Deployment", namespace, name }
  }
  return { group, version, plural, kind: owner.kind, namespace, name: owner.name }
}
