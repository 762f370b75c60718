import { namespaces, serviceaccounts } from "../../apis/resources.gen.ts"
import { Controller } from "../../client/controller/controller.ts"
import { isAlreadyExists } from "../../machinery/status/status-error.ts"
import type { ControllerDefinition } from "../controller-definition.ts"
import { isNamespaceEnding } from "../namespace-ending.ts"

/** The account that a pod has when it names none. */
const accountName = "default"

/** Gives each namespace its "default" service account, again when somebody deletes it. */
export const serviceaccount: ControllerDefinition = {
  name: "serviceaccount-controller",
  account: "service-account-controller",
  newController({ client, informers, clock, log }) {
    const all = informers.of(namespaces)
    const accounts = informers.of(serviceaccounts, { fieldSelector: `metadata.name=${accountName}` })
    const controller = new Controller({ name: serviceaccount.name, clock, log, reconcile })
    all.onChange(({ current }) => {
      if (current?.metadata.name !== undefined) controller.enqueue(current.metadata.name)
    })
    accounts.onChange(({ old, current }) => {
      if (current === undefined && old?.metadata.namespace !== undefined) controller.enqueue(old.metadata.namespace)
    })
    return controller

    async function reconcile(namespace: string, signal: AbortSignal): Promise<void> {
      const isActive = all.get(namespace)?.status?.phase === "Active"
      if (!isActive || accounts.get(`${namespace}/${accountName}`) !== undefined) return
      try {
        await client.create(serviceaccounts, { metadata: { namespace, name: accountName } }, { signal })
      } catch (error) {
        if (!isAlreadyExists(error) && !isNamespaceEnding(error)) throw error
      }
    }
  },
}
