import { warnAboutPodSpec } from "../podspec/warnings.ts"
import type { Pod } from "../v1.gen.ts"

export function podWarnings(pod: Pod): readonly string[] {
  return warnAboutPodSpec(pod.spec, "spec")
}
