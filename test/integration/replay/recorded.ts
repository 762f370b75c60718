import { readFileSync } from "node:fs"
import { parseAllDocuments } from "yaml"

const folder = new URL("../../recorded/", import.meta.url)

/** One thing changed in a manifest, and what Kubernetes said to it. */
export interface RecordedCase {
  /** `v1 Pod small`: version, kind and name of the manifest. */
  readonly case: string
  /** `spec.containers.0.image` */
  readonly path: string
  readonly change: string
  readonly value: unknown
  readonly code: number
  readonly message?: string
  /** Reason, field, message. */
  readonly causes?: readonly (readonly [string, string, string])[]
}

export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
}

export interface StoredCase {
  readonly request: Manifest
  readonly stored: unknown
  readonly warnings: readonly string[]
}

export function readCases(file: "mutations.jsonl" | "updates.jsonl"): readonly RecordedCase[] {
  return readLines(file) as readonly RecordedCase[] // the form of these files
}

export function readStored(): readonly StoredCase[] {
  return readLines("stored.jsonl") as readonly StoredCase[] // the form of this file
}

export function readManifests(): readonly Manifest[] {
  const text = readFileSync(new URL("manifests.yaml", folder), "utf8")
  return parseAllDocuments(text).map((document) => document.toJS() as Manifest) // every document is one
}

export function caseName({ apiVersion, kind, metadata }: Manifest): string {
  return `${apiVersion} ${kind} ${metadata.name}`
}

/** The differences that are known and stay, each with its reason: `case | path | change | reason`. */
export function readDifferences(): ReadonlyMap<string, string> {
  const lines = readFileSync(new URL("differences.txt", folder), "utf8").split("\n")
  const known = lines.filter((line) => line !== "" && !line.startsWith("#"))
  return new Map(
    known.map((line) => {
      const parts = line.split(" | ")
      return [parts.slice(0, -1).join(" | "), parts.at(-1) ?? ""]
    }),
  )
}

/** The object with the recorded change. */
export function changed(object: unknown, { path, change, value }: RecordedCase): unknown {
  const next = structuredClone(object)
  const { parent, key } = locate(next, path)
  if (change === "removed") {
    if (Array.isArray(parent)) parent.splice(Number(key), 1)
    else delete parent[key]
  } else parent[key] = expand(value)
  return next
}

type Container = { [key: string]: unknown }

/** Keys may have dots in them: the longest that is there wins. */
function locate(root: unknown, path: string): { readonly parent: Container; readonly key: string } {
  let parent = root as Container
  let words = path.split(".")
  for (;;) {
    const length = longestKey(parent, words)
    const key = words.slice(0, length).join(".")
    if (length === words.length) return { parent, key }
    if (typeof parent[key] !== "object" || parent[key] === null) parent[key] = {}
    parent = parent[key] as Container // just made sure
    words = words.slice(length)
  }
}

function longestKey(parent: Container, words: readonly string[]): number {
  for (let length = words.length; length > 1; length--) if (words.slice(0, length).join(".") in parent) return length
  return 1
}

/** `<300 x>` stands for three hundred letters. */
function expand(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("<300 x>", "x".repeat(300))
  if (Array.isArray(value)) return value.map(expand)
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, expand(each)]))
  return value
}

function readLines(file: string): readonly unknown[] {
  const text = readFileSync(new URL(file, folder), "utf8")
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown)
}
