import type { KindDefinition, Subresource } from "../api/kind.ts"
import { pathOf } from "../api/resource.ts"

/** What can be asked of one path. */
export interface PathOperations {
  readonly path: string
  readonly tag: string
  /** Parameters in the path: name, namespace, path. */
  readonly parameters: readonly string[]
  readonly operations: readonly Operation[]
}

export interface Operation {
  readonly method: "get" | "post" | "put" | "patch" | "delete"
  readonly id: string
  readonly description: string
  /** "" for discovery, which is about no kind. */
  readonly action: string
  readonly kind: { readonly group: string; readonly version: string; readonly kind: string }
  readonly query: readonly string[]
  /** The body's type; undefined for none. */
  readonly body: string | undefined
  /** The answer's type; undefined for text or a stream. */
  readonly answer: string | undefined
  readonly codes: readonly number[]
  readonly streams?: boolean
}

/** The paths of a kind, as Kubernetes publishes them. */
export function pathsOfKind(kind: KindDefinition): readonly PathOperations[] {
  const paths = new Paths(kind)
  return [...paths.collection(), ...paths.item(), ...kind.subresources.map((each) => paths.subresource(each))].filter(
    ({ operations }) => operations.length > 0,
  )
}

/** `rbac.authorization.k8s.io` and v1 → `rbacAuthorization_v1`. */
export function tagOf({ group, version }: { readonly group: string; readonly version: string }): string {
  const name = groupName(group)
  return `${name.slice(0, 1).toLowerCase()}${name.slice(1)}_${version}`
}

/** `rbac.authorization.k8s.io` → `RbacAuthorization`. */
export function groupName(group: string): string {
  if (group === "") return "Core"
  return group
    .replace(/\.k8s\.io$/, "")
    .split(".")
    .map(capital)
    .join("")
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

const listQuery = [
  "allowWatchBookmarks",
  "continue",
  "fieldSelector",
  "labelSelector",
  "limit",
  "resourceVersion",
  "resourceVersionMatch",
  "sendInitialEvents",
  "timeoutSeconds",
  "watch",
]
const writeQuery = ["dryRun", "fieldManager", "fieldValidation"]
const patchQuery = ["dryRun", "patch.fieldManager", "fieldValidation", "force"]
const deleteQuery = [
  "dryRun",
  "gracePeriodSeconds",
  "ignoreStoreReadErrorWithClusterBreakingPotential",
  "orphanDependents",
  "propagationPolicy",
]
const deleteCollectionQuery = [
  ...new Set([...deleteQuery, ...listQuery.filter((name) => !["allowWatchBookmarks", "watch"].includes(name))]),
].sort()

class Paths {
  readonly #kind: KindDefinition
  readonly #prefix: string
  readonly #scope: string

  constructor(kind: KindDefinition) {
    this.#kind = kind
    this.#prefix = `${groupName(kind.resource.group)}${capital(kind.resource.version)}`
    this.#scope = kind.resource.namespaced ? "Namespaced" : ""
  }

  *collection(): Iterable<PathOperations> {
    const { resource } = this.#kind
    const { kind, namespaced, type } = resource
    const list = { query: listQuery, answer: `${type}List`, codes: [200], streams: true }
    const listed = `list or watch objects of kind ${kind}`
    const all: Operation[] = []
    if (this.#can("create")) {
      const id = `create${this.#prefix}${this.#scope}${kind}`
      const write = { query: writeQuery, body: type, answer: type, codes: [200, 201, 202] }
      all.push(this.#operation("post", id, `create ${article(kind)}`, "post", write))
    }
    if (this.#can("deletecollection")) {
      const id = `delete${this.#prefix}Collection${this.#scope}${kind}`
      const rest = {
        query: deleteCollectionQuery,
        body: "meta.v1.DeleteOptions",
        answer: "meta.v1.Status",
        codes: [200],
      }
      all.push(this.#operation("delete", id, `delete collection of ${kind}`, "deletecollection", rest))
    }
    if (this.#can("list")) {
      all.unshift(this.#operation("get", `list${this.#prefix}${this.#scope}${kind}`, listed, "list", list))
      if (namespaced) {
        const id = `list${this.#prefix}${kind}ForAllNamespaces`
        const everywhere = this.#operation("get", id, listed, "list", list)
        yield this.#path(pathOf(resource), { parameters: [], operations: [everywhere] })
      }
    }
    yield this.#path(this.#root(), { parameters: this.#places(), operations: all })
  }

  *item(): Iterable<PathOperations> {
    const { type } = this.#kind.resource
    const operations = [
      ...this.#readWrite("", type, (verb) => this.#can(verb)),
      ...(this.#can("delete") ? [this.#delete()] : []),
    ]
    yield this.#path(`${this.#root()}/{name}`, { parameters: ["name", ...this.#places()], operations })
  }

  subresource(subresource: Subresource): PathOperations {
    const parameters = ["name", ...this.#places()]
    const path = `${this.#root()}/{name}/${subresource.name}`
    return this.#path(path, { parameters, operations: this.#operationsOf(subresource) })
  }

  #operationsOf(subresource: Subresource): readonly Operation[] {
    const suffix = capital(subresource.name)
    const { kind, type } = this.#kind.resource
    switch (subresource.type) {
      case "part":
        return this.#readWrite(suffix, type, (verb) => subresource.verbs.some((each) => each === verb))
      case "scale":
        return this.#readWrite(suffix, "autoscaling.v1.Scale", () => true).map((operation) => ({
          ...operation,
          kind: { group: "autoscaling", version: "v1", kind: "Scale" },
        }))
      case "action": {
        const { group, version, bodyType } = subresource
        const id = `create${this.#prefix}${this.#scope}${kind}${suffix}`
        const write = { query: writeQuery, body: bodyType, answer: bodyType, codes: [200, 201, 202] }
        const description = `create ${subresource.name} of ${article(kind)}`
        return [
          {
            ...this.#operation("post", id, description, "post", write),
            kind: { group, version, kind: subresource.kind },
          },
        ]
      }
      case "connect":
        return subresource.verbs.map((verb) => {
          const method = connectMethods[verb]
          const id = `connect${this.#prefix}${capital(method)}${this.#scope}${kind}${suffix}`
          const words = `connect ${method.toUpperCase()} requests to ${subresource.name} of ${kind}`
          const rest = { query: [], answer: undefined, codes: [200] }
          const operation = this.#operation(method, id, words, "connect", rest)
          return { ...operation, kind: { group: "", version: "v1", kind: subresource.kind } }
        })
    }
  }

  #readWrite(suffix: string, type: string, can: (verb: "get" | "update" | "patch") => boolean): readonly Operation[] {
    const { kind } = this.#kind.resource
    const name = `${this.#prefix}${this.#scope}${kind}${suffix}`
    const what = suffix === "" ? `the specified ${kind}` : `${suffix.toLowerCase()} of the specified ${kind}`
    const write = { answer: type, codes: [200, 201] }
    return [
      ...(can("get")
        ? [this.#operation("get", `read${name}`, `read ${what}`, "get", { query: [], answer: type, codes: [200] })]
        : []),
      ...(can("update")
        ? [
            this.#operation("put", `replace${name}`, `replace ${what}`, "put", {
              ...write,
              query: writeQuery,
              body: type,
            }),
          ]
        : []),
      ...(can("patch")
        ? [
            this.#operation("patch", `patch${name}`, `partially update ${what}`, "patch", {
              ...write,
              query: patchQuery,
              body: "meta.v1.Patch",
            }),
          ]
        : []),
    ]
  }

  #delete(): Operation {
    const { kind, type } = this.#kind.resource
    const answersObject = ["Pod", "Service", "PersistentVolumeClaim", "PersistentVolume", "ServiceAccount"].includes(
      kind,
    )
    return this.#operation(
      "delete",
      `delete${this.#prefix}${this.#scope}${kind}`,
      `delete ${article(kind)}`,
      "delete",
      {
        query: deleteQuery,
        body: "meta.v1.DeleteOptions",
        answer: answersObject ? type : "meta.v1.Status",
        codes: [200, 202],
      },
    )
  }

  #operation(
    method: Operation["method"],
    id: string,
    description: string,
    action: string,
    rest: Pick<Operation, "query" | "answer" | "codes" | "streams"> & { readonly body?: string },
  ): Operation {
    const { group, version, kind } = this.#kind.resource
    return { method, id, description, action, kind: { group, version, kind }, body: undefined, ...rest }
  }

  #path(path: string, rest: Pick<PathOperations, "parameters" | "operations">): PathOperations {
    return { path, tag: tagOf(this.#kind.resource), ...rest }
  }

  #root(): string {
    const { resource } = this.#kind
    const root = pathOf({ ...resource, namespaced: false })
    return resource.namespaced ? root.replace(/\/[^/]+$/, `/namespaces/{namespace}/${resource.plural}`) : root
  }

  #places(): readonly string[] {
    return this.#kind.resource.namespaced ? ["namespace"] : []
  }

  #can(verb: string): boolean {
    return this.#kind.resource.verbs.some((each) => each === verb)
  }
}

const connectMethods = { get: "get", create: "post", update: "put", patch: "patch", delete: "delete" } as const

function article(kind: string): string {
  return `${/^[AEIOU]/.test(kind) ? "an" : "a"} ${kind}`
}
