import type { PodSpec } from "../../../apis/core/v1.gen.ts"
import type { UserInfo } from "../../../machinery/api/kind.ts"
import type { ApiObject } from "../../../machinery/meta/object.ts"
import { nodeNameOf } from "../../authentication/users.ts"
import type { ObjectSource } from "../../object-source.ts"
import type { RequestInfo } from "../../request.ts"
import type { Authorizer, Decision } from "../authorizer.ts"

const noOpinion: Decision = { verdict: "no-opinion", reason: "" }

/**
 * What a kubelet may read: the secrets, config maps and claims of the pods on its own node, and no others
 * (documentation: "Using Node Authorization"). What it may do besides stands in the `system:node` role, whose rules
 * are handed in.
 */
export class NodeAuthorizer implements Authorizer {
  readonly #source: ObjectSource
  readonly #allowsByRole: (what: RequestInfo) => boolean

  constructor(source: ObjectSource, allowsByRole: (what: RequestInfo) => boolean) {
    this.#source = source
    this.#allowsByRole = allowsByRole
  }

  authorize(user: UserInfo, what: RequestInfo): Decision {
    const nodeName = nodeNameOf(user)
    if (nodeName === undefined) return noOpinion
    const verdict = this.#verdict(nodeName, what)
    return verdict === undefined ? noOpinion : { verdict: "allow", reason: verdict }
  }

  #verdict(nodeName: string, what: RequestInfo): string | undefined {
    if (what.isResource && what.group === "") {
      const { plural } = what
      if (plural === "secrets" || plural === "configmaps") return this.#reads(nodeName, what)
      if (plural === "persistentvolumeclaims" && what.subresource === "") return this.#reads(nodeName, what)
      if (plural === "serviceaccounts") return this.#ownAccounts(nodeName, what)
    }
    if (what.isResource && what.group === "coordination.k8s.io" && what.plural === "leases") {
      const own = what.namespace === "kube-node-lease" && (what.verb === "create" || what.name === nodeName)
      return own ? "own lease" : undefined
    }
    return this.#allowsByRole(what) ? "system:node" : undefined
  }

  #reads(nodeName: string, what: RequestInfo): string | undefined {
    if (!["get", "list", "watch"].includes(what.verb) || what.name === "") return undefined
    const refers = this.#source.podsOnNode(nodeName).some((pod) => {
      if (pod.metadata.namespace !== what.namespace) return false
      return referencesOf(pod).some((reference) => reference === `${what.plural}/${what.name}`)
    })
    return refers ? "a pod on the node refers to it" : undefined
  }

  #ownAccounts(nodeName: string, what: RequestInfo): string | undefined {
    if (!(what.subresource === "token" && what.verb === "create") && !(what.subresource === "" && what.verb === "get"))
      return undefined
    const uses = this.#source
      .podsOnNode(nodeName)
      .some((pod) => pod.metadata.namespace === what.namespace && specOf(pod).serviceAccountName === what.name)
    return uses ? "a pod on the node runs as it" : undefined
  }
}

/** Every `secrets/x`, `configmaps/y`, `persistentvolumeclaims/z` that a pod names. */
function referencesOf(pod: ApiObject): readonly string[] {
  const spec = specOf(pod)
  const containers = [...(spec.initContainers ?? []), ...spec.containers, ...(spec.ephemeralContainers ?? [])]
  const fromContainers = containers.flatMap((container) => [
    ...(container.envFrom ?? []).flatMap((each) => [secret(each.secretRef?.name), configMap(each.configMapRef?.name)]),
    ...(container.env ?? []).flatMap(({ valueFrom }) => [
      secret(valueFrom?.secretKeyRef?.name),
      configMap(valueFrom?.configMapKeyRef?.name),
    ]),
  ])
  const fromVolumes = (spec.volumes ?? []).flatMap((volume) => [
    secret(volume.secret?.secretName),
    configMap(volume.configMap?.name),
    claim(volume.persistentVolumeClaim?.claimName),
    claim(volume.ephemeral === undefined ? undefined : `${pod.metadata.name}-${volume.name}`),
    ...(volume.projected?.sources ?? []).flatMap((source) => [
      secret(source.secret?.name),
      configMap(source.configMap?.name),
    ]),
    secret(volume.csi?.nodePublishSecretRef?.name),
    secret(volume.rbd?.secretRef?.name),
    secret(volume.cephfs?.secretRef?.name),
    secret(volume.iscsi?.secretRef?.name),
    secret(volume.flexVolume?.secretRef?.name),
    secret(volume.azureFile?.secretName),
  ])
  const pulls = (spec.imagePullSecrets ?? []).map((each) => secret(each.name))
  return [...fromContainers, ...fromVolumes, ...pulls].filter((each) => each !== undefined)
}

function specOf(pod: ApiObject): PodSpec {
  return (pod as ApiObject & { readonly spec: PodSpec }).spec // podsOnNode lists pods only
}

const secret = (name: string | undefined) => (name ? `secrets/${name}` : undefined)
const configMap = (name: string | undefined) => (name ? `configmaps/${name}` : undefined)
const claim = (name: string | undefined) => (name ? `persistentvolumeclaims/${name}` : undefined)
