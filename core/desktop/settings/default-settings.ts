import type { Settings } from "../../bridge/contract/desktop.ts"
import { defaultCpus, defaultMemoryMiB } from "../../cluster/profile/plan.ts"
import type { MachineSize } from "../../cluster/profile/wishes.ts"

/** What holds where a person has chosen nothing: a new cluster is what `cove start` makes. */
export function defaultSettings(machine: MachineSize): Settings {
  return {
    theme: "system",
    driver: "auto",
    nodes: 1,
    cpus: defaultCpus(machine),
    memoryMiB: defaultMemoryMiB(machine),
    kubeconfig: "",
    proxy: { http: "", https: "", noProxy: "" },
    startAtLogin: false,
    notifications: true,
    shell: "",
  }
}
