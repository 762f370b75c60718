import { isDeepEqual } from "../../../base/json.ts"
import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import {
  nameIsDnsSubdomain,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from "../../../machinery/meta/validate-meta.ts"
import { nameColumn } from "../../../machinery/table/column.ts"
import { podtemplates } from "../../resources.gen.ts"
import { advanceGeneration, withGeneration } from "../../strategy/generation.ts"
import { newStrategy } from "../../strategy/new-strategy.ts"
import { formatLabels, templateColumns } from "../../strategy/table-cells.ts"
import { defaultPodTemplate } from "../podspec/defaults.ts"
import { validatePodTemplate } from "../podspec/validation/pod-template.ts"
import { warnAboutPodSpec } from "../podspec/warnings.ts"
import type { PodTemplate } from "../v1.gen.ts"

const templatePath = FieldPath.of("template")

/** A pod template on its own, for whoever wants to keep one. */
export const podTemplate: KindDefinition<PodTemplate> = {
  resource: podtemplates,
  strategy: newStrategy<PodTemplate>({
    defaults: (object) => ({ ...object, template: defaultPodTemplate(object.template ?? {}) }),
    prepareForCreate: (object) => withGeneration(object, 1),
    prepareForUpdate: (next, old) => advanceGeneration(next, old, !isDeepEqual(next.template, old.template)),
    validate: ({ metadata, template }) => [
      ...validateObjectMeta(metadata, { namespaced: true, nameRule: nameIsDnsSubdomain }),
      ...validatePodTemplate(template ?? {}, templatePath),
    ],
    validateUpdate: (next, old) => [
      ...validateObjectMetaUpdate(next.metadata, old.metadata),
      ...validatePodTemplate(next.template ?? {}, templatePath),
    ],
    warnings: ({ template }) => warnAboutPodSpec(template?.spec, "template.spec"),
    returnsDeletedObject: true,
  }),
  columns: [
    nameColumn(),
    ...templateColumns<PodTemplate>(({ template }) => template, 0),
    {
      name: "Pod Labels",
      type: "string",
      description: "The labels for the pod template",
      cell: ({ template }) => formatLabels(template?.metadata?.labels),
    },
  ],
  subresources: [],
}
