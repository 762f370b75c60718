import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { kinds, kindsToCome } from "../../../core/apis/kinds.ts"
import type { Subresource } from "../../../core/machinery/api/kind.ts"
import { apiVersionOf } from "../../../core/machinery/api/resource.ts"

const data = new URL("../../../resources/kubernetes/", import.meta.url)

/** `core/v1 pods` → `Name(name), Ready, Status, …` */
const columns = new Map(
  readFileSync(new URL("columns.txt", data), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(": ", 2) as [string, string]),
)

/** `v1 pods` → its subresources' lines. */
const subresources = readSubresources()

// Of custom resource definitions there is only the empty list.
const whole = [...kinds, ...kindsToCome].filter((kind) => kind.resource.plural !== "customresourcedefinitions")
const named = whole.map((kind) => [`${apiVersionOf(kind.resource)} ${kind.resource.plural}`, kind] as const)

test.each(named)("%s has the columns that kubectl prints", (name, kind) => {
  const recorded = columns.get(kind.resource.group === "" ? `core/${name}` : name)
  if (recorded === undefined) return
  const own = kind.columns.map(({ name: title, type, format, priority }) => {
    const kindOfCell = type === "string" ? "" : `:${type}`
    return `${title}${format === undefined ? "" : `(${format})`}${kindOfCell}${priority === 1 ? "*" : ""}`
  })
  expect(own.join(", ")).toBe(recorded)
})

test.each(named)("%s has the subresources that discovery names", (name, kind) => {
  const own = kind.subresources.map((subresource) => `${subresource.name} ${verbsOf(subresource).sort().join(",")}`)
  expect(own.sort()).toEqual(subresources.get(name) ?? [])
})

function verbsOf(subresource: Subresource): string[] {
  switch (subresource.type) {
    case "part":
    case "connect":
      return [...subresource.verbs]
    case "scale":
      return ["get", "patch", "update"]
    case "action":
      return ["create"]
  }
}

function readSubresources(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  let version = ""
  let resource = ""
  for (const line of readFileSync(new URL("discovery.txt", data), "utf8").split("\n")) {
    const words = line.trim().split(/\s+/)
    if (!line.startsWith(" ")) version = line.replace("core/", "")
    else if (line.startsWith("    /")) {
      const verbs = words.find((word) => word.startsWith("verbs="))?.slice("verbs=".length) ?? ""
      const list = found.get(`${version} ${resource}`) ?? []
      found.set(`${version} ${resource}`, [...list, `${words[0]?.slice(1)} ${verbs}`].sort())
    } else resource = words[0] ?? ""
  }
  return found
}
