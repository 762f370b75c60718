import type { ApiObject } from "../../../machinery/meta/object.ts"
import type { PodTemplateSpec } from "../v1.gen.ts"
import { warnAboutHostname, warnAboutPodSpec } from "./warnings.ts"

/** Warnings for a workload: of its name when it is new, of its template whenever that may have changed. */
export function workloadWarnings<T extends ApiObject>(
  templateOf: (object: T) => PodTemplateSpec | undefined,
  { namesPods }: { readonly namesPods: boolean },
): (object: T, old: T | undefined) => readonly string[] {
  return (object, old) => {
    if (old !== undefined && old.metadata.generation === object.metadata.generation) return []
    return [
      ...(old === undefined && namesPods ? warnAboutHostname(object.metadata.name, "Pod names and hostnames") : []),
      ...warnAboutPodSpec(templateOf(object)?.spec, "spec.template.spec"),
    ]
  }
}
