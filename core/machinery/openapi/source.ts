import { parseSchemaText, type TypeText } from "../schema/schema-text.ts"

/** What the documents are made from: `core/apis/openapi.gen.ts`, imported when they are first asked for. */
export interface OpenApiSource {
  /** `resources/kubernetes/schema.txt`. */
  readonly schema: string
  /** A line a type: its name, a tab, JSON: "" for the type's own words, then each field's. */
  readonly descriptions: string
  /** Of query and path parameters. */
  readonly parameters: Readonly<Record<string, string>>
}

/** Types and their descriptions by name. */
export class TypeBook {
  readonly #types: ReadonlyMap<string, TypeText>
  readonly #descriptions: ReadonlyMap<string, string>
  readonly parameters: Readonly<Record<string, string>>

  constructor(source: OpenApiSource) {
    this.#types = new Map(parseSchemaText(source.schema).map((type) => [type.name, type]))
    this.#descriptions = new Map(
      source.descriptions.split("\n").map((line) => [line.slice(0, line.indexOf("\t")), line] as const),
    )
    this.parameters = source.parameters
  }

  type(name: string): TypeText | undefined {
    return this.#types.get(name)
  }

  descriptionsOf(name: string): Readonly<Record<string, string>> {
    const line = this.#descriptions.get(name)
    if (line !== undefined) return JSON.parse(line.slice(name.length + 1)) as Record<string, string> // written by the generator
    const own = ownDescriptions[name]
    return own === undefined ? {} : { "": own }
  }
}

/** Of the types that the client's models have no class for. */
const ownDescriptions: Readonly<Record<string, string>> = {
  "api.resource.Quantity": `Quantity is a fixed-point amount: a number and a suffix, which is a power of ten (n, u, m, k, M, G, T, P, E), a power of two (Ki, Mi, Gi, Ti, Pi, Ei) or an exponent (e3). Before it is stored it gets its canonical form: no fraction, no precision lost, the largest suffix that fits. 1.5 becomes 1500m, 1.5Gi becomes 1536Mi.`,
  "meta.v1.Time": "Time is a moment in RFC 3339, in whole seconds.",
  "meta.v1.MicroTime": "MicroTime is a moment in RFC 3339, in microseconds.",
  "meta.v1.FieldsV1": `FieldsV1 is a set of fields as a tree of JSON objects: "f:<name>" is a field, "v:<value>" an item of a set, "i:<index>" a position, "k:<keys>" an item of a list by its keys; "." is the place itself.`,
  "meta.v1.Patch": "Patch is the body of a PATCH request to the API server.",
  "runtime.RawExtension": "RawExtension is an object of a type that is known only to who reads it.",
  "util.intstr.IntOrString": "IntOrString is a number or a text: in JSON and YAML it stands as the one or the other.",
  "apiextensions.v1.JSON": "JSON is any valid JSON value: null, a boolean, a number, a string, an array or an object.",
}
