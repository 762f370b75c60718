import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { TypeText } from "../../machinery/schema/schema-text.ts"

/**
 * `core/apis/openapi.gen.ts`: what only the OpenAPI documents need, loaded when they are asked for. The descriptions
 * come from the models of `@kubernetes/client-node`.
 */
export function emitOpenApi(types: readonly TypeText[], schemaText: string, client: string): string {
  const models = join(client, "dist/gen/models")
  const names = new Set(readdirSync(models).map((file) => file.replace(/\..*$/, "")))
  const lines = types.flatMap((type) => {
    const model = modelName(type.name, names)
    if (model === undefined) return []
    return [`${type.name}\t${JSON.stringify(readModel(readFileSync(join(models, `${model}.d.ts`), "utf8")))}`]
  })
  const parameters = readParameters(readFileSync(join(client, "dist/gen/types/ObjectParamAPI.d.ts"), "utf8"))
  return [
    "// Derived from resources/kubernetes/schema.txt and @kubernetes/client-node by core/cmd/generate.ts.",
    'import type { OpenApiSource } from "../machinery/openapi/source.ts"\n',
    "export const openApiSource: OpenApiSource = {",
    `  schema: ${JSON.stringify(schemaText)},`,
    `  descriptions: ${JSON.stringify(lines.join("\n"))},`,
    `  parameters: ${JSON.stringify(parameters)},`,
    "}\n",
  ].join("\n")
}

/** `core.v1.Pod` is `V1Pod`; where two groups have the name, `CoreV1Event` and `EventsV1Event`. */
function modelName(type: string, names: ReadonlySet<string>): string | undefined {
  const [group = "", version = "", name = version] = type.split(".")
  const candidates = [
    `${capital(group)}${capital(version)}${name}`,
    `${capital(version)}${name}`,
    `${capital(group)}${name}`,
  ]
  return candidates.find((candidate) => names.has(candidate))
}

/** The class's own description under "", then each member's. */
function readModel(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  const [head = "", body = ""] = text.split(/^export declare class .*$/m)
  found[""] = cleanComment(head.slice(head.lastIndexOf("/**")))
  for (const [, comment = "", name = ""] of body.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s+'([^']+)'\??:/g)) {
    found[name] = cleanComment(comment)
  }
  return Object.fromEntries(Object.entries(found).filter(([, words]) => words !== ""))
}

/** Query parameters are the same for every kind, but for `fieldManager` of a patch. */
function readParameters(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const [verb, prefix] of [
    ["ListNamespaced", ""],
    ["CreateNamespaced", ""],
    ["DeleteNamespaced", ""],
    ["PatchNamespaced", "patch."],
  ] as const) {
    const start = text.indexOf(`export interface AppsV1Api${verb}DeploymentRequest {`)
    const body = text.slice(start, text.indexOf("\n}", start))
    for (const [, comment = "", name = ""] of body.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s+(\w+)\??:/g)) {
      const words = cleanComment(comment.replaceAll(/\n\s*\* (@|Defaults to:).*/g, ""))
      if (words !== "" && found[name] !== words) found[found[name] === undefined ? name : `${prefix}${name}`] = words
    }
  }
  return found
}

function cleanComment(text: string): string {
  return text
    .replaceAll(/^\s*\/?\*+\/?[ \t]?/gm, "")
    .replaceAll("*_/", "*/")
    .replaceAll(/\\(['"`\\&])/g, "$1")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .trim()
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}
