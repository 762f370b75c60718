import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { root } from "./cove.ts"

/** What was recorded from Kubernetes 1.36.3, as it lies in `test/recorded/`. */
export function recordedText(name: string): Promise<string> {
  return readFile(join(root, "test/recorded", name), "utf8")
}

export async function recordedLines<T>(name: string): Promise<readonly T[]> {
  const text = await recordedText(name)
  return text
    .trim()
    .split("\n")
    .map((line): T => JSON.parse(line))
}

/**
 * What of a value can be compared between clusters, flat: `.status.conditions[Ready].status` to its value. Times, ids,
 * addresses and generated names stand as marks; a list's members go by their type or name.
 */
export function facts(value: unknown): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>()
  collect(value, "", found)
  return found
}

export function differences(wanted: ReadonlyMap<string, unknown>, got: ReadonlyMap<string, unknown>) {
  return [...new Set([...wanted.keys(), ...got.keys()])]
    .filter((path) => wanted.get(path) !== got.get(path))
    .map((path) => ({ path, wanted: wanted.get(path), got: got.get(path) }))
}

/** A text without what is another in every cluster. */
export function marked(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<uid>")
    .replaceAll(/\b[0-9a-f]{64}\b/g, "<id>")
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, "<time>")
    .replaceAll(/\b(10|192)(\.\d+){3}\b/g, "<ip>")
    .replaceAll(/\bkube-api-access-\w{5}\b/g, "kube-api-access-<id>")
}

function collect(value: unknown, path: string, into: Map<string, unknown>): void {
  if (Array.isArray(value)) {
    if (value.every((each) => typeof each !== "object")) into.set(path, marked(JSON.stringify(value)))
    else for (const [at, each] of value.entries()) collect(each, `${path}[${nameIn(each) ?? at}]`, into)
  } else if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value)
    if (fields.length === 0) into.set(path, "{}")
    for (const [key, each] of fields) collect(each, `${path}.${key}`, into)
  } else into.set(path, typeof value === "string" ? marked(value) : value)
}

function nameIn(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined
  const { type, name }: { readonly type?: unknown; readonly name?: unknown } = value
  if (typeof type === "string") return type
  return typeof name === "string" && name !== "" ? marked(name) : undefined
}
