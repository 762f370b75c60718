import type { Container, Pod, PodSpec, ServiceAccount, Volume } from "../../apis/core/v1.gen.ts"
import { pods, serviceaccounts } from "../../apis/resources.gen.ts"
import type { Clock } from "../../base/clock.ts"
import type { Random } from "../../base/random.ts"
import { nameSuffix } from "../../base/random.ts"
import { forbidden } from "../../machinery/status/status-error.ts"
import type { ObjectSource } from "../object-source.ts"
import type { AdmissionPlugin } from "./plugin.ts"

const mountPath = "/var/run/secrets/kubernetes.io/serviceaccount"
const volumePrefix = "kube-api-access-"
const mirrorAnnotation = "kubernetes.io/config.mirror"

/** How long a pod waits for the `default` account of a namespace made a moment ago. */
const defaultAccountWaitMs = 1_000

export interface ServiceAccountDeps {
  readonly source: ObjectSource
  readonly random: Random
  readonly clock: Clock
}

/** Gives every pod an account, its pull secrets and, unless somebody opted out, a token (documentation: "Managing Service Accounts"). */
export function newServiceAccountAdmission(deps: ServiceAccountDeps): AdmissionPlugin {
  return {
    name: "ServiceAccount",
    async mutate({ kind, subresource, operation, object, namespace, name }) {
      if (object === undefined) throw new TypeError("Cannot admit: a mutating plugin was called without an object")
      if (kind.resource !== pods || subresource !== "" || operation !== "create") return object
      const pod = object as Pod // of the kind pods
      if (pod.metadata.annotations?.[mirrorAnnotation] !== undefined) {
        if (pod.spec.serviceAccountName) throw forbidden(pods, name, "a mirror pod may not reference service accounts")
        return pod
      }
      const accountName = pod.spec.serviceAccountName || "default"
      const account = await findAccount(deps, namespace, accountName)
      if (account === undefined) {
        throw forbidden(
          pods,
          name,
          `error looking up service account ${namespace}/${accountName}: serviceaccount "${accountName}" not found`,
        )
      }
      return { ...pod, spec: withAccount(pod.spec, account, deps.random) }
    },
  }
}

function withAccount(spec: PodSpec, account: ServiceAccount, random: Random): PodSpec {
  const name = account.metadata.name ?? ""
  const pulls = spec.imagePullSecrets?.length ? spec.imagePullSecrets : account.imagePullSecrets
  const named: PodSpec = {
    ...spec,
    serviceAccountName: name,
    serviceAccount: name,
    ...(pulls?.length ? { imagePullSecrets: pulls } : {}),
  }
  const mounts = spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true
  return mounts ? withToken(named, random) : named
}

/** Mounts the token in every container that has nothing else there. */
function withToken(spec: PodSpec, random: Random): PodSpec {
  const existing = spec.volumes?.find((volume) => volume.name.startsWith(volumePrefix))
  const volumeName = existing?.name ?? `${volumePrefix}${nameSuffix(random)}`
  const all = [...(spec.initContainers ?? []), ...spec.containers]
  const wanting = all.filter((container) => !hasMount(container))
  if (wanting.length === 0) return spec
  const mount = (container: Container): Container =>
    hasMount(container)
      ? container
      : {
          ...container,
          volumeMounts: [...(container.volumeMounts ?? []), { name: volumeName, readOnly: true, mountPath }],
        }
  return {
    ...spec,
    containers: spec.containers.map(mount),
    ...(spec.initContainers === undefined ? {} : { initContainers: spec.initContainers.map(mount) }),
    volumes: existing === undefined ? [...(spec.volumes ?? []), tokenVolume(volumeName)] : spec.volumes,
  }
}

function hasMount(container: Container): boolean {
  return container.volumeMounts?.some((mount) => mount.mountPath === mountPath) ?? false
}

function tokenVolume(name: string): Volume {
  return {
    name,
    projected: {
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: "token" } },
        { configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] } },
        {
          downwardAPI: {
            items: [{ path: "namespace", fieldRef: { apiVersion: "v1", fieldPath: "metadata.namespace" } }],
          },
        },
      ],
      defaultMode: 0o644,
    },
  }
}

/** The `default` account is made by a controller just after its namespace: worth a short wait, woken by the change. */
async function findAccount(
  { source, clock }: ServiceAccountDeps,
  namespace: string,
  name: string,
): Promise<ServiceAccount | undefined> {
  const look = () => source.get(serviceaccounts, { namespace, name })
  const found = look()
  if (found !== undefined || name !== "default") return found
  return new Promise((resolve) => {
    const finish = (account: ServiceAccount | undefined) => {
      timer.cancel()
      unsubscribe()
      resolve(account)
    }
    const timer = clock.after(defaultAccountWaitMs, () => finish(look()))
    const unsubscribe = source.onChange(serviceaccounts, () => {
      const account = look()
      if (account !== undefined) finish(account)
    })
  })
}
