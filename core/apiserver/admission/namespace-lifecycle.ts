import { namespaces } from "../../apis/resources.gen.ts"
import type { StatusError } from "../../machinery/status/status-error.ts"
import { failure, forbidden, notFound } from "../../machinery/status/status-error.ts"
import type { ObjectSource } from "../object-source.ts"
import type { AdmissionAttributes, AdmissionPlugin } from "./plugin.ts"

const immortal: readonly string[] = ["default", "kube-system", "kube-public"]

/** Nothing is created in a namespace that is not there or is ending, and three namespaces never end. */
export function newNamespaceLifecycle(source: ObjectSource): AdmissionPlugin {
  return {
    name: "NamespaceLifecycle",
    mutate(attributes) {
      const { kind, operation, namespace, object } = attributes
      if (object === undefined) throw new TypeError("Cannot admit: a mutating plugin was called without an object")
      if (operation !== "create" || namespace === "" || kind.resource === namespaces || kind.virtual === true)
        return object
      const found = source.get(namespaces, { name: namespace })
      if (found === undefined) throw notFound(namespaces, namespace)
      if (found.status.phase === "Terminating") throw terminating(attributes)
      return object
    },
    validate({ kind, operation, name }) {
      if (operation !== "delete" || kind.resource !== namespaces || !immortal.includes(name)) return
      throw forbidden(namespaces, name, "this namespace may not be deleted")
    },
  }
}

function terminating({ kind, name, namespace }: AdmissionAttributes): StatusError {
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`
  const refused = forbidden(kind.resource, name, why)
  const cause = {
    reason: "NamespaceTerminating",
    message: `namespace ${namespace} is being terminated`,
    field: "metadata.namespace",
  }
  return failure(403, "Forbidden", refused.message, { ...refused.status.details, causes: [cause] })
}
