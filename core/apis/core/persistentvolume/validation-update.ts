import { isDeepEqual } from "../../../base/json.ts"
import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { forbidden, invalid, required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { validateImmutable, validateObjectMetaUpdate } from "../../../machinery/meta/validate-meta.ts"
import type { NodeSelector, NodeSelectorTerm, PersistentVolume, PersistentVolumeSpec } from "../v1.gen.ts"
import { validateVolume } from "./validation.ts"

export function validateVolumeUpdate(next: PersistentVolume, old: PersistentVolume): FieldErrors {
  return [
    ...validateVolume(next),
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...validateSameSource(next.spec, old.spec),
    ...validateImmutable(next.spec.volumeMode, old.spec.volumeMode, FieldPath.of("volumeMode")),
    ...validateSameNodes(next.spec.nodeAffinity?.required, old.spec.nodeAffinity?.required),
    ...(old.spec.volumeAttributesClassName !== undefined && next.spec.volumeAttributesClassName === undefined
      ? [forbidden("spec.volumeAttributesClassName", "update from non-nil value to nil is forbidden")]
      : []),
  ]
}

export function validateVolumeStatusUpdate(next: PersistentVolume, old: PersistentVolume): FieldErrors {
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...(next.metadata.resourceVersion ? [] : [required("resourceVersion")]),
  ]
}

/** Everything of the spec that does not say where the data is. */
function sourceOf({
  accessModes: _a,
  capacity: _c,
  claimRef: _r,
  mountOptions: _o,
  nodeAffinity: _n,
  persistentVolumeReclaimPolicy: _p,
  storageClassName: _s,
  volumeAttributesClassName: _v,
  volumeMode: _m,
  ...source
}: PersistentVolumeSpec): Readonly<Record<string, unknown>> {
  return source
}

function validateSameSource(next: PersistentVolumeSpec, old: PersistentVolumeSpec): FieldErrors {
  const [after, before] = [sourceOf(next), sourceOf(old)]
  if (isDeepEqual(after, before)) return []
  const difference = `- ${JSON.stringify(before)}\n+ ${JSON.stringify(after)}`
  return [
    forbidden("spec.persistentvolumesource", `spec.persistentvolumesource is immutable after creation\n${difference}`),
  ]
}

const laterNames: Readonly<Record<string, string>> = {
  "failure-domain.beta.kubernetes.io/zone": "topology.kubernetes.io/zone",
  "failure-domain.beta.kubernetes.io/region": "topology.kubernetes.io/region",
  "beta.kubernetes.io/os": "kubernetes.io/os",
  "beta.kubernetes.io/arch": "kubernetes.io/arch",
  "beta.kubernetes.io/instance-type": "node.kubernetes.io/instance-type",
}

function validateSameNodes(next: NodeSelector | undefined, old: NodeSelector | undefined): FieldErrors {
  if (old === undefined) return []
  const renamed = next === undefined ? undefined : withEarlierNames(next, old)
  if (isDeepEqual(renamed, old)) return []
  const shown =
    next === undefined ? null : { Required: { NodeSelectorTerms: (next.nodeSelectorTerms ?? []).map(shownTerm) } }
  return [invalid("nodeAffinity", shown, "field is immutable, except for updating from beta label to GA")]
}

/** The new selector under the old labels, wherever it only changed to the label's later name. */
function withEarlierNames(next: NodeSelector, old: NodeSelector): NodeSelector {
  const nodeSelectorTerms = (next.nodeSelectorTerms ?? []).map((term, at) => ({
    ...term,
    matchExpressions: term.matchExpressions?.map((requirement, each) => {
      const before = old.nodeSelectorTerms?.[at]?.matchExpressions?.[each]?.key
      // A label that has no later name counts as renamed to "": that is left to the check of the key itself.
      return before !== undefined && requirement.key === (laterNames[before] ?? "")
        ? { ...requirement, key: before }
        : requirement
    }),
  }))
  return { ...next, nodeSelectorTerms }
}

/** As Kubernetes prints its internal form. */
function shownTerm({ matchExpressions, matchFields }: NodeSelectorTerm): object {
  const shown = (list: NodeSelectorTerm["matchExpressions"]) =>
    list?.map(({ key, operator, values }) => ({ Key: key, Operator: operator, Values: values ?? null })) ?? null
  return { MatchExpressions: shown(matchExpressions), MatchFields: shown(matchFields) }
}
