import type { KindDefinition } from "../api/kind.ts"
import { groupName, type PathOperations, pathsOfKind, tagOf } from "./operations.ts"
import { describePath, sharedParameters } from "./path-object.ts"
import { encodeDocument } from "./protobuf.ts"
import { describeType, type OpenApiVersion, openApiName, type SchemaObject } from "./schema-object.ts"
import { type OpenApiSource, TypeBook } from "./source.ts"

/** The documents that describe the served API, made anew each time they are asked for. */
export class OpenApiDocuments {
  readonly #kinds: readonly KindDefinition[]
  readonly #load: () => Promise<OpenApiSource>
  readonly #version: string
  /** Let go of between requests: it is large, and made again in a few milliseconds. */
  #book: WeakRef<TypeBook> | undefined

  /** `version` is the server's: `v1.36.3`. `load` imports `core/apis/openapi.gen.ts`. */
  constructor(kinds: readonly KindDefinition[], version: string, load: () => Promise<OpenApiSource>) {
    this.#kinds = kinds
    this.#version = version
    this.#load = load
  }

  /** `api`, `api/v1`, `apis`, `apis/apps`, `apis/apps/v1`, `version`. */
  get v3Paths(): readonly string[] {
    const versions = this.#kinds.map(({ resource }) => rootOf(resource))
    const groups = versions.map((path) => path.split("/").slice(0, -1).join("/"))
    return [...new Set(["apis", ...groups, ...versions, "version"])].sort()
  }

  async v3(path: string): Promise<SchemaObject> {
    const book = await this.#types()
    const kinds = this.#kinds.filter(({ resource }) => rootOf(resource) === path)
    const { paths, schemas } = describeAll(book, [...kinds.flatMap(pathsOfKind), ...rootPaths(path, kinds)], 3)
    return {
      openapi: "3.0.0",
      info: { title: "Kubernetes", version: this.#version },
      paths,
      components: {
        schemas,
        securitySchemes: { BearerToken: { description: "Bearer Token authentication", ...bearer } },
      },
    }
  }

  async v2(): Promise<SchemaObject> {
    const book = await this.#types()
    const roots = this.v3Paths.flatMap((path) =>
      rootPaths(
        path,
        this.#kinds.filter(({ resource }) => rootOf(resource) === path),
      ),
    )
    const { paths, schemas } = describeAll(book, [...this.#kinds.flatMap(pathsOfKind), ...roots], 2)
    return {
      swagger: "2.0",
      info: { title: "Kubernetes", version: this.#version },
      paths,
      definitions: schemas,
      parameters: sharedParameters(book),
      securityDefinitions: { BearerToken: { description: "Bearer Token authentication", ...bearer } },
      security: [{ BearerToken: [] }],
    }
  }

  /** The same as `v2`, as gnostic's protobuf: the only form that kubectl and client-go ask for. */
  async v2Protobuf(): Promise<Uint8Array> {
    return encodeDocument(await this.v2())
  }

  async #types(): Promise<TypeBook> {
    const known = this.#book?.deref()
    if (known !== undefined) return known
    const book = new TypeBook(await this.#load())
    this.#book = new WeakRef(book)
    return book
  }
}

const bearer = { type: "apiKey", name: "authorization", in: "header" }

function rootOf({ group, version }: { readonly group: string; readonly version: string }): string {
  return group === "" ? `api/${version}` : `apis/${group}/${version}`
}

function describeAll(book: TypeBook, all: readonly PathOperations[], version: OpenApiVersion) {
  const wanted = new Set<string>()
  const want = (name: string) => void wanted.add(name)
  const sorted = all.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  const paths = Object.fromEntries(sorted.map((path) => [path.path, describePath(book, path, version, want)]))
  const schemas: Record<string, SchemaObject> = {}
  // A set is walked through what is added on the way, too: the types that the types refer to.
  for (const name of wanted) {
    const type = book.type(name)
    if (type !== undefined) schemas[openApiName(name)] = describeType(book, type, version, want)
  }
  const byName = Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))
  return { paths, schemas: Object.fromEntries(byName) }
}

/** Discovery itself: `/apis/`, `/apis/apps/`, `/apis/apps/v1/`. */
function rootPaths(path: string, kinds: readonly KindDefinition[]): readonly PathOperations[] {
  if (path === "version")
    return [
      rootPath("/version/", "version", "getCodeVersion", "get the version information for this server", "version.Info"),
    ]
  const [first] = kinds
  if (first !== undefined) {
    const { group, version } = first.resource
    const id = `get${groupName(group)}${version.slice(0, 1).toUpperCase()}${version.slice(1)}APIResources`
    return [rootPath(`/${path}/`, tagOf(first.resource), id, "get available resources", "meta.v1.APIResourceList")]
  }
  const [api, group] = path.split("/")
  if (api === "api")
    return [rootPath("/api/", "core", "getCoreAPIVersions", "get available API versions", "meta.v1.APIVersions")]
  if (group === undefined)
    return [rootPath("/apis/", "apis", "getAPIVersions", "get available API versions", "meta.v1.APIGroupList")]
  const name = groupName(group)
  const tag = name.slice(0, 1).toLowerCase() + name.slice(1)
  return [rootPath(`/${path}/`, tag, `get${name}APIGroup`, "get information of a group", "meta.v1.APIGroup")]
}

function rootPath(path: string, tag: string, id: string, description: string, answer: string): PathOperations {
  const kind = { group: "", version: "", kind: "" }
  const rest = { query: [], body: undefined, answer, codes: [200], action: "", kind }
  return { path, tag, parameters: [], operations: [{ method: "get", id, description, ...rest }] }
}
