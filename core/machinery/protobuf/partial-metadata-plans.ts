import type { FieldPlan, MessagePlan } from "./message-plans.ts"
import type { ValueForm } from "./value-form.ts"

/** `PartialObjectMetadata` and its list, which no schema of a cluster names. */
export function partialMetadataPlans(forms: {
  readonly objectMeta: ValueForm
  readonly listMeta: ValueForm
  readonly item: ValueForm
}): Readonly<Record<"PartialObjectMetadata" | "PartialObjectMetadataList", MessagePlan>> {
  return {
    PartialObjectMetadata: planOf([metadata(forms.objectMeta)]),
    PartialObjectMetadataList: planOf([
      metadata(forms.listMeta),
      { type: "list", number: 2, name: "items", form: forms.item },
    ]),
  }
}

function metadata(form: ValueForm): FieldPlan {
  return { type: "one", number: 1, name: "metadata", form, isPointer: false }
}

function planOf(fields: readonly FieldPlan[]): MessagePlan {
  return { fields, byNumber: new Map(fields.map((field) => [field.number, field])) }
}
