import type { Ended, RunOptions } from "./cove.ts"
import { cove, must, mustCove, run } from "./cove.ts"
import { kubectlPath } from "./kubectl.ts"

/** The drivers a run covers: both, unless `COVE_TEST_DRIVERS` names some. */
export const drivers = (process.env["COVE_TEST_DRIVERS"] ?? "docker,native").split(",")

export interface TestCluster {
  readonly profile: string
  readonly driver: string
  readonly ip: string
  kubectl(args: readonly string[], options?: RunOptions): Promise<string>
  /** Also when it fails. */
  tryKubectl(args: readonly string[], options?: RunOptions): Promise<Ended>
  /** The JSON of `kubectl get`. */
  get<T = Loose>(...args: readonly string[]): Promise<T>
  apply(...objects: readonly object[]): Promise<string>
  cove(args: readonly string[], options?: RunOptions): Promise<Ended>
  node(verb: "stop" | "start", name: string): Promise<Ended>
  /** A namespace of a test's own, gone at the end. */
  namespace(name: string): Promise<Namespace>
}

export interface Namespace extends Pick<TestCluster, "kubectl" | "tryKubectl" | "get" | "apply"> {
  readonly name: string
}

/** What a test picks apart without knowing its type. */
// biome-ignore lint/suspicious/noExplicitAny: JSON of any kind, looked at by the test
export type Loose = any

/** The cluster that most tests of a driver share; started by whoever comes first. */
export function sharedCluster(driver: string): Promise<TestCluster> {
  return startCluster(`e2e-${driver}`, driver)
}

/** Starts a cluster, or finds it running. */
export async function startCluster(
  profile: string,
  driver: string,
  flags: readonly string[] = [],
): Promise<TestCluster> {
  await mustCove(["start", "-p", profile, "--driver", driver, ...flags])
  const binary = await kubectlPath("1.36")
  const base = ["--context", profile]
  const kubectl = (args: readonly string[], options?: RunOptions) => must(binary, [...base, ...args], options)
  const tryKubectl = (args: readonly string[], options?: RunOptions) => run(binary, [...base, ...args], options)
  const verbs = verbsOver(kubectl, tryKubectl)
  const ip = (await mustCove(["ip", "-p", profile])).trim()
  return {
    profile,
    driver,
    ip,
    ...verbs,
    cove: ([command = "", ...args], options) => cove([command, "-p", profile, ...args], options),
    node: (verb, name) => cove(["node", verb, name, "-p", profile]),
    async namespace(name) {
      await kubectl(["delete", "namespace", name, "--ignore-not-found", "--wait"])
      await kubectl(["create", "namespace", name])
      const within = (args: readonly string[]) => ["-n", name, ...args]
      return {
        name,
        ...verbsOver(
          (args, options) => kubectl(within(args), options),
          (args, options) => tryKubectl(within(args), options),
        ),
      }
    },
  }
}

function verbsOver(kubectl: TestCluster["kubectl"], tryKubectl: TestCluster["tryKubectl"]) {
  return {
    kubectl,
    tryKubectl,
    get: async <T = Loose>(...args: readonly string[]): Promise<T> =>
      JSON.parse(await kubectl(["get", ...args, "-o", "json"])),
    apply: (...objects: readonly object[]) =>
      kubectl(["apply", "-f", "-"], { input: JSON.stringify({ apiVersion: "v1", kind: "List", items: objects }) }),
  }
}
