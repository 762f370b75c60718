import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as resources from "../../apis/resources.gen.ts"
import { schemaText } from "../../apis/schema.gen.ts"
import type { ApiObject } from "../meta/object.ts"
import { Schema } from "../schema/schema.ts"

/** Lines of `test/recorded/<name>.jsonl`. */
export function readRecorded<T>(name: string): readonly T[] {
  const file = join(import.meta.dirname, "../../../test/recorded", `${name}.jsonl`)
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as T) // the recording's form is known to the caller
}

export const schema = new Schema(schemaText)

/** The schema's name for an object's type: `core.v1.Pod`. */
export function typeOf(object: Pick<ApiObject, "apiVersion" | "kind">): string {
  const found = Object.values(resources).find(({ group, version, kind }) => {
    const apiVersion = group === "" ? version : `${group}/${version}`
    return apiVersion === object.apiVersion && kind === object.kind
  })
  if (found === undefined) throw new Error(`Cannot find the type of ${object.apiVersion} ${object.kind}`)
  return found.type
}
