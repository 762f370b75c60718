import type { Node, Pod } from "../../apis/core/v1.gen.ts"
import { nodes, pods } from "../../apis/resources.gen.ts"
import { forbidden } from "../../machinery/status/status-error.ts"
import { nodeNameOf } from "../authentication/users.ts"
import type { AdmissionAttributes, AdmissionPlugin } from "./plugin.ts"

const mirrorAnnotation = "kubernetes.io/config.mirror"

/** A kubelet changes its own node and the pods bound to it, and nothing else (documentation: "NodeRestriction"). */
export const nodeRestriction: AdmissionPlugin = {
  name: "NodeRestriction",
  validate(attributes) {
    const nodeName = nodeNameOf(attributes.facts.user)
    if (nodeName === undefined) return
    if (attributes.kind.resource === pods) checkPod(attributes, nodeName)
    if (attributes.kind.resource === nodes) checkNode(attributes, nodeName)
  },
}

function checkPod({ operation, subresource, object, old, name }: AdmissionAttributes, nodeName: string): void {
  if (operation === "create" && subresource === "") {
    checkMirror(object as Pod, name, nodeName) // of the kind pods
    return
  }
  const pod = (old ?? object) as Pod | undefined
  if (pod === undefined || pod.spec.nodeName === nodeName) return
  const verb = operation === "delete" ? "delete" : "update status for"
  throw forbidden(pods, name, `node "${nodeName}" can only ${verb} pods with spec.nodeName set to itself`)
}

function checkMirror(pod: Pod, name: string, nodeName: string): void {
  if (pod.metadata.annotations?.[mirrorAnnotation] === undefined) {
    throw forbidden(
      pods,
      name,
      `pod does not have "${mirrorAnnotation}" annotation, node "${nodeName}" can only create mirror pods`,
    )
  }
  if (pod.spec.nodeName !== nodeName) {
    throw forbidden(pods, name, `node "${nodeName}" can only create pods with spec.nodeName set to itself`)
  }
  const owners = pod.metadata.ownerReferences ?? []
  if (owners.some((owner) => owner.kind !== "Node" || owner.name !== nodeName)) {
    throw forbidden(pods, name, `node "${nodeName}" can only create pods with an owner reference set to itself`)
  }
}

function checkNode({ operation, object, old, name }: AdmissionAttributes, nodeName: string): void {
  if (operation === "delete") throw forbidden(nodes, name, `node "${nodeName}" is not allowed to delete itself`)
  if (name !== nodeName) throw forbidden(nodes, name, `node "${nodeName}" is not allowed to modify node "${name}"`)
  if (operation !== "update") return
  const before = JSON.stringify((old as Node | undefined)?.spec.taints ?? [])
  if (JSON.stringify((object as Node).spec.taints ?? []) !== before) {
    throw forbidden(nodes, name, `node "${nodeName}" is not allowed to modify taints`)
  }
}
