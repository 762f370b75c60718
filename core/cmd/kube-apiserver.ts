import { readFile } from "node:fs/promises"
import { systemClock } from "../host/clock.ts"
import { systemRandom } from "../host/random.ts"
import { newMemoryStorage } from "../storage/memory/memory-storage.ts"
import { openSqlite } from "../storage/sqlite/open-sqlite.ts"
import { componentStatuses } from "./kube-apiserver/component-statuses.ts"
import type { ApiServerOptions } from "./kube-apiserver/compose.ts"
import { composeApiServer } from "./kube-apiserver/compose.ts"
import { runProgram } from "./program.ts"

const defaults = {
  "advertise-address": "",
  "bind-address": "0.0.0.0",
  "secure-port": "8443",
  "tls-cert-file": "",
  "tls-private-key-file": "",
  "client-ca-file": "",
  "service-account-key-file": "",
  "service-account-signing-key-file": "",
  "service-account-issuer": "https://kubernetes.default.svc.cluster.local",
  "service-cluster-ip-range": "10.96.0.0/12",
  "service-node-port-range": "30000-32767",
  "kubelet-client-certificate": "",
  "kubelet-client-key": "",
  // Where objects are kept; "memory" forgets them at the end.
  storage: "/var/lib/cove/state.db",
}

await runProgram(defaults, async ({ flags, log }) => {
  const shared = { clock: systemClock, random: systemRandom, log }
  const storage =
    flags.storage === "memory" ? newMemoryStorage(shared) : await openSqlite({ path: flags.storage, ...shared })
  const { components } = composeApiServer(await readOptions(flags), { storage, ...shared })
  return components
})

async function readOptions(flags: Readonly<Record<keyof typeof defaults, string>>): Promise<ApiServerOptions> {
  const [cert, key, clientCa, signingKey, publicKey, kubeletCert, kubeletKey] = await Promise.all(
    [
      flags["tls-cert-file"],
      flags["tls-private-key-file"],
      flags["client-ca-file"],
      flags["service-account-signing-key-file"],
      flags["service-account-key-file"],
      flags["kubelet-client-certificate"],
      flags["kubelet-client-key"],
    ].map((path) => (path === "" ? Promise.resolve("") : readFile(path, "utf8"))),
  )
  return {
    advertiseAddress: flags["advertise-address"],
    bindAddress: flags["bind-address"],
    port: Number(flags["secure-port"]),
    cert: cert ?? "",
    key: key ?? "",
    clientCa: clientCa ?? "",
    serviceAccountKey: { privateKey: signingKey ?? "", publicKey: publicKey ?? "" },
    serviceAccountIssuer: flags["service-account-issuer"],
    serviceRange: flags["service-cluster-ip-range"],
    nodePortRange: flags["service-node-port-range"],
    virtualObjects: componentStatuses(),
    ...(kubeletCert && kubeletKey ? { kubelet: { cert: kubeletCert, key: kubeletKey } } : {}),
  }
}
