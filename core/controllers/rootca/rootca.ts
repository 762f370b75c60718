import type { ConfigMap } from "../../apis/core/v1.gen.ts"
import { configmaps, namespaces } from "../../apis/resources.gen.ts"
import { Controller } from "../../client/controller/controller.ts"
import { isAlreadyExists } from "../../machinery/status/status-error.ts"
import type { ControllerDefinition } from "../controller-definition.ts"
import { isNamespaceEnding } from "../namespace-ending.ts"

const mapName = "kube-root-ca.crt"
const descriptionAnnotation = "kubernetes.io/description"
const description =
  "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal " +
  "service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters."

/** Publishes the certificate authority in every namespace, where pods mount it beside their token. */
export const rootca: ControllerDefinition = {
  name: "root-ca-certificate-publisher-controller",
  account: "root-ca-cert-publisher",
  newController({ client, informers, clock, log, settings }) {
    const all = informers.of(namespaces)
    const maps = informers.of(configmaps, { fieldSelector: `metadata.name=${mapName}` })
    const controller = new Controller({ name: rootca.name, clock, log, reconcile })
    all.onChange(({ key, current }) => {
      if (current !== undefined) controller.enqueue(key)
    })
    maps.onChange(({ old, current }) => controller.enqueue((current ?? old)?.metadata.namespace ?? ""))
    return controller

    async function reconcile(namespace: string, signal: AbortSignal): Promise<void> {
      const { rootCa } = settings
      if (rootCa === undefined || all.get(namespace)?.status?.phase !== "Active") return
      const current = maps.get(`${namespace}/${mapName}`)
      if (current === undefined) {
        await create({ metadata: { namespace, name: mapName, annotations }, data: { "ca.crt": rootCa } }, signal)
        return
      }
      const isRight = current.data?.["ca.crt"] === rootCa && Object.keys(current.data).length === 1
      if (isRight && current.metadata.annotations?.[descriptionAnnotation] !== undefined) return
      const metadata = { ...current.metadata, annotations: { ...current.metadata.annotations, ...annotations } }
      await client.update(configmaps, { ...current, metadata, data: { "ca.crt": rootCa } }, { signal })
    }

    async function create(map: ConfigMap, signal: AbortSignal): Promise<void> {
      try {
        await client.create(configmaps, map, { signal })
      } catch (error) {
        if (!isAlreadyExists(error) && !isNamespaceEnding(error)) throw error
      }
    }
  },
}

const annotations = { [descriptionAnnotation]: description }
