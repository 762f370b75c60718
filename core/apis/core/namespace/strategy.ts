import { newStrategy } from "../../strategy/new-strategy.ts"
import type { Namespace } from "../v1.gen.ts"
import { validateNamespace, validateNamespaceUpdate } from "./validation.ts"

/** Kept on until the namespace controller has emptied the namespace. */
const kubernetesFinalizer = "kubernetes"

export const namespaceStrategy = newStrategy<Namespace>({
  defaults: withNameLabel,
  prepareForCreate: (namespace) => ({
    ...namespace,
    spec: { ...namespace.spec, finalizers: withFinalizer(namespace.spec.finalizers ?? []) },
    status: { phase: "Active" },
  }),
  prepareForUpdate: (next, old) => ({
    ...next,
    spec: { ...next.spec, finalizers: old.spec.finalizers },
    status: old.status,
  }),
  validate: validateNamespace,
  validateUpdate: (next, old) => [...validateNamespace(next), ...validateNamespaceUpdate(next, old)],
  // A generated name is not known when defaults are set.
  canonicalize: withNameLabel,
  isHeldBack: ({ spec }) => (spec.finalizers?.length ?? 0) > 0,
  terminating: (namespace) => ({ ...namespace, status: { ...namespace.status, phase: "Terminating" } }),
  returnsDeletedObject: true,
})

function withFinalizer(finalizers: readonly string[]): readonly string[] {
  return finalizers.includes(kubernetesFinalizer) ? finalizers : [...finalizers, kubernetesFinalizer]
}

/** So that a label selector can name one namespace. */
function withNameLabel(namespace: Namespace): Namespace {
  const { name, labels } = namespace.metadata
  if (!name || labels?.["kubernetes.io/metadata.name"] === name) return namespace
  const all = { ...labels, "kubernetes.io/metadata.name": name }
  return { ...namespace, metadata: { ...namespace.metadata, labels: all } }
}
