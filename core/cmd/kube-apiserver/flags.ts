import { readFile } from "node:fs/promises"
import type { Component } from "../../base/component.ts"
import type { Log } from "../../base/log.ts"
import { systemClock } from "../../host/clock.ts"
import { runCompactor } from "../../storage/compactor.ts"
import { newMemoryStorage } from "../../storage/memory/memory-storage.ts"
import { openSqlite } from "../../storage/sqlite/open-sqlite.ts"
import type { Storage } from "../../storage/storage.ts"
import type { ApiServerOptions } from "./compose.ts"
import { virtualObjects } from "./virtual-objects.ts"

/** kube-apiserver's own names, and one of ours. */
export const apiServerFlags = {
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
  // Left out: no audit log. The policy is built in: who changed what.
  "audit-log-path": "",
  // Megabytes.
  "audit-log-maxsize": "100",
  // 0: all.
  "audit-log-maxbackup": "0",
  // Where objects are kept; "memory" forgets them at the end.
  storage: "/var/lib/cove/state.db",
}

export type ApiServerFlags = Readonly<Record<keyof typeof apiServerFlags, string>>

export async function readApiServerOptions(flags: ApiServerFlags): Promise<ApiServerOptions> {
  const [cert, key, clientCa, privateKey, publicKey, kubeletCert, kubeletKey] = await Promise.all([
    read(flags["tls-cert-file"]),
    read(flags["tls-private-key-file"]),
    read(flags["client-ca-file"]),
    read(flags["service-account-signing-key-file"]),
    read(flags["service-account-key-file"]),
    read(flags["kubelet-client-certificate"]),
    read(flags["kubelet-client-key"]),
  ])
  return {
    advertiseAddress: flags["advertise-address"],
    bindAddress: flags["bind-address"],
    port: Number(flags["secure-port"]),
    cert,
    key,
    clientCa,
    serviceAccountKey: { privateKey, publicKey },
    serviceAccountIssuer: flags["service-account-issuer"],
    serviceRange: flags["service-cluster-ip-range"],
    nodePortRange: flags["service-node-port-range"],
    virtualObjects: virtualObjects(),
    ...(flags["audit-log-path"] === "" ? {} : { auditLog: auditLogOf(flags) }),
    ...(kubeletCert === "" || kubeletKey === "" ? {} : { kubelet: { cert: kubeletCert, key: kubeletKey } }),
  }
}

const megabyte = 1024 * 1024

function auditLogOf(flags: ApiServerFlags): NonNullable<ApiServerOptions["auditLog"]> {
  return {
    path: flags["audit-log-path"],
    maxSizeBytes: Number(flags["audit-log-maxsize"]) * megabyte,
    maxBackups: Number(flags["audit-log-maxbackup"]),
  }
}

/** The storage, and the part that keeps it small and ends the program when nothing can be written any more. */
export async function openStorage(
  path: string,
  log: Log,
): Promise<{ readonly storage: Storage; readonly keeper: Component }> {
  const lost = Promise.withResolvers<never>()
  lost.promise.catch(() => {}) // `run` tells of it
  const shared = { clock: systemClock, log }
  const storage =
    path === "memory" ? newMemoryStorage(shared) : await openSqlite({ path, ...shared, onFailure: lost.reject })
  const keeper: Component = {
    name: "storage",
    needs: [],
    async run({ signal, ready }) {
      ready()
      await Promise.race([runCompactor({ storage, signal, ...shared }), lost.promise])
    },
  }
  return { storage, keeper }
}

async function read(path: string): Promise<string> {
  return path === "" ? "" : readFile(path, "utf8")
}
