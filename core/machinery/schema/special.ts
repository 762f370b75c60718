/** Types that are read and written in their own way, not field by field. */
export type Special = "time" | "microTime" | "quantity" | "intOrString" | "raw" | "schemaOrOther"

export function specialOf(typeName: string): Special | undefined {
  return specials[typeName]
}

const specials: Readonly<Record<string, Special>> = {
  "meta.v1.Time": "time",
  "meta.v1.MicroTime": "microTime",
  "api.resource.Quantity": "quantity",
  "util.intstr.IntOrString": "intOrString",
  "meta.v1.FieldsV1": "raw",
  "meta.v1.Patch": "raw",
  "runtime.RawExtension": "raw",
  "apiextensions.v1.JSON": "raw",
  "apiextensions.v1.JSONSchemaPropsOrArray": "schemaOrOther",
  "apiextensions.v1.JSONSchemaPropsOrBool": "schemaOrOther",
  "apiextensions.v1.JSONSchemaPropsOrStringArray": "schemaOrOther",
}
