import type { Operation, PathOperations } from "./operations.ts"
import { type OpenApiVersion, referenceTo, type SchemaObject } from "./schema-object.ts"
import type { TypeBook } from "./source.ts"

/** A path and what can be asked of it, in the words of either version of OpenAPI. */
export function describePath(
  book: TypeBook,
  path: PathOperations,
  version: OpenApiVersion,
  onReference: (name: string) => void,
): SchemaObject {
  const describe = version === 2 ? describeOperation2 : describeOperation3
  const isDiscovery = path.operations.every(({ action }) => action === "")
  const names = isDiscovery ? path.parameters : [...path.parameters, "pretty"]
  const parameters = names.map((name) => parameterUse(book, name, version))
  const operations = path.operations.map((operation) => {
    for (const type of [operation.body, operation.answer]) if (type !== undefined) onReference(type)
    return [operation.method, { ...describe(book, operation), tags: [path.tag], ...extensions(operation) }]
  })
  return { ...Object.fromEntries(operations), ...(parameters.length === 0 ? {} : { parameters }) }
}

/** Version 2 keeps query parameters in one place and refers to them; the path's own are written out. */
export function sharedParameters(book: TypeBook): Readonly<Record<string, SchemaObject>> {
  const names = Object.keys(book.parameters).filter((name) => !pathParameters.has(name) && name !== "body")
  return Object.fromEntries(names.map((name) => [name, parameter(book, name, 2)]))
}

const pathParameters: ReadonlySet<string> = new Set(["name", "namespace", "path"])

const mediaTypes = ["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"]

const watchTypes = ["application/json;stream=watch", "application/vnd.kubernetes.protobuf;stream=watch"]

const patchTypes = [
  "application/json-patch+json",
  "application/merge-patch+json",
  "application/strategic-merge-patch+json",
  "application/apply-patch+yaml",
]

function extensions({ action, kind }: Operation): SchemaObject {
  return action === "" ? {} : { "x-kubernetes-action": action, "x-kubernetes-group-version-kind": kind }
}

function describeOperation2(book: TypeBook, operation: Operation): SchemaObject {
  const { description, id, method, query, body, answer, codes, streams } = operation
  const bodies = body === undefined ? [] : [bodyParameter(body, method)]
  const parameters = [...bodies, ...query.map((name) => parameterUse(book, name, 2))]
  const schema = answer === undefined ? { schema: { type: "string" } } : { schema: referenceTo(answer, 2) }
  const ok = codes.map((code) => [String(code), { description: reasons[code], ...schema }])
  return {
    description,
    consumes: method === "patch" ? patchTypes : ["*/*"],
    produces: answer === undefined ? ["*/*"] : [...mediaTypes, ...(streams ? watchTypes : [])],
    schemes: ["https"],
    operationId: id,
    ...(parameters.length === 0 ? {} : { parameters }),
    responses: { ...Object.fromEntries(ok), ...unauthorized },
  }
}

function describeOperation3(book: TypeBook, operation: Operation): SchemaObject {
  const { description, id, method, query, body, answer, codes, streams } = operation
  const parameters = query.map((name) => parameterUse(book, name, 3))
  const types = answer === undefined ? ["*/*"] : [...mediaTypes, ...(streams ? watchTypes : [])]
  const schema = answer === undefined ? { type: "string" } : referenceTo(answer, 3)
  const content = Object.fromEntries(types.map((type) => [type, { schema }]))
  const ok = codes.map((code) => [String(code), { description: reasons[code], content }])
  const bodyTypes = method === "patch" ? patchTypes : ["*/*"]
  return {
    description,
    operationId: id,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            content: Object.fromEntries(bodyTypes.map((type) => [type, { schema: referenceTo(body, 3) }])),
          },
        }),
    responses: { ...Object.fromEntries(ok), ...unauthorized },
  }
}

const unauthorized = { 401: { description: "Unauthorized" } }

const reasons: Readonly<Record<number, string>> = { 200: "OK", 201: "Created", 202: "Accepted" }

/** Deleting may be done without a body; everything else that has one needs it. */
function bodyParameter(type: string, method: Operation["method"]): SchemaObject {
  const required = method === "delete" ? {} : { required: true }
  return { name: "body", in: "body", ...required, schema: referenceTo(type, 2) }
}

function parameterUse(book: TypeBook, name: string, version: OpenApiVersion): SchemaObject {
  const isShared = version === 2 && !pathParameters.has(name) && book.parameters[name] !== undefined
  return isShared ? { $ref: `#/parameters/${name}` } : parameter(book, name, version)
}

function parameter(book: TypeBook, name: string, version: OpenApiVersion): SchemaObject {
  const plain = name.replace(/^patch\./, "")
  const inPath = pathParameters.has(plain)
  const type = { type: types[plain] ?? "string", uniqueItems: true }
  const description = plain === "name" ? "name of the object" : (book.parameters[name] ?? book.parameters[plain])
  return {
    ...(description === undefined ? {} : { description }),
    in: inPath ? "path" : "query",
    name: plain,
    ...(inPath ? { required: true } : {}),
    ...(version === 2 ? type : { schema: type }),
  }
}

const types: Readonly<Record<string, string>> = {
  allowWatchBookmarks: "boolean",
  force: "boolean",
  gracePeriodSeconds: "integer",
  ignoreStoreReadErrorWithClusterBreakingPotential: "boolean",
  limit: "integer",
  orphanDependents: "boolean",
  sendInitialEvents: "boolean",
  timeoutSeconds: "integer",
  watch: "boolean",
}
