import { warnAboutHostname, warnAboutPodSpec } from "../podspec/warnings.ts"
import type { Pod } from "../v1.gen.ts"

/** Only of new pods: what updates them is seldom a person. */
export function podWarnings({ metadata, spec }: Pod, old: Pod | undefined): readonly string[] {
  if (old !== undefined) return []
  return [...warnAboutHostname(metadata.name, "the Pod's hostname"), ...warnAboutPodSpec(spec, "spec")]
}
