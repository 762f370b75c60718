import { eachField, messageForm, scalarForms, tagOf, type ValueForm } from "./value-form.ts"

/**
 * `JSONSchemaPropsOrArray`, `…OrBool` and `…OrStringArray` of custom resource definitions: in JSON a schema or the
 * other thing, in protobuf a message with room for both.
 */
export function schemaOrOtherForm(typeName: string, schema: ValueForm): ValueForm {
  if (typeName.endsWith("OrBool")) return schemaOrBool(schema)
  return schemaOrList(schema, typeName.endsWith("OrStringArray") ? scalarForms.string : schema)
}

/** `{ Schema *JSONSchemaProps = 1; items = 2 }` */
function schemaOrList(schema: ValueForm, item: ValueForm): ValueForm {
  return messageForm(
    (reader, end) => {
      let found: unknown
      const list: unknown[] = []
      eachField(reader, end, (number, wire) => {
        if (number === 1) found = schema.read(reader)
        else if (number === 2) list.push(item.read(reader))
        else reader.skipType(wire)
      })
      return found ?? (list.length > 0 ? list : null)
    },
    (value, writer) => {
      if (Array.isArray(value)) for (const each of value) item.write(each, writer.uint32(tagOf(2, 2)))
      else if (value !== null && value !== undefined) schema.write(value, writer.uint32(tagOf(1, 2)))
    },
  )
}

/** `{ Allows bool = 1; Schema *JSONSchemaProps = 2 }`; a schema allows what it describes. */
function schemaOrBool(schema: ValueForm): ValueForm {
  return messageForm(
    (reader, end) => {
      let allows = false
      let found: unknown
      eachField(reader, end, (number, wire) => {
        if (number === 1) allows = reader.bool()
        else if (number === 2) found = schema.read(reader)
        else reader.skipType(wire)
      })
      return found ?? allows
    },
    (value, writer) => {
      writer.uint32(tagOf(1, 0)).bool(value !== false && value !== null && value !== undefined)
      if (typeof value === "object" && value !== null) schema.write(value, writer.uint32(tagOf(2, 2)))
    },
  )
}
