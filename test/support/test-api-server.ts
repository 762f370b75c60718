import { generateKeyPairSync } from "node:crypto"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { stringify } from "yaml"
import { type Log, silentLog } from "../../core/base/log.ts"
import type { Client } from "../../core/client/client.ts"
import { type KeyPair, newAuthority, signCertificate } from "../../core/cluster/pki/certificate.ts"
import { composeAllInOne } from "../../core/cmd/all-in-one/compose.ts"
import { type ComposedApiServer, composeApiServer } from "../../core/cmd/kube-apiserver/compose.ts"
import { runComponents } from "../../core/cmd/program.ts"
import { systemClock } from "../../core/host/clock.ts"
import { systemRandom } from "../../core/host/random.ts"
import { newMemoryStorage } from "../../core/storage/memory/memory-storage.ts"

/** An API server in this process: memory storage, every kind, TLS on a port of its own with throw-away certificates. */
export interface TestApiServer extends AsyncDisposable {
  readonly url: string
  /** Path of a kubeconfig with an administrator. */
  readonly kubeconfig: string
  /** The certificate of the authority that signs everyone's. */
  readonly ca: string
  readonly admin: KeyPair
  /** A kubeconfig for somebody else. */
  kubeconfigFor(user: string, groups?: readonly string[]): Promise<string>
  /** As the API server itself, without a socket. */
  readonly client: Client
  readonly server: ComposedApiServer["server"]
}

export async function startTestApiServer(
  options: {
    /** Speaks to kubelets with a certificate of its own. */
    readonly kubelet?: boolean
    /** Controllers and a scheduler too. */
    readonly controlPlane?: boolean
    readonly log?: Log
    /** Writes an audit log here. */
    readonly auditLog?: string
  } = {},
): Promise<TestApiServer> {
  const folder = await mkdtemp(join(tmpdir(), "cove-api-"))
  const validity = { nowMs: Date.now(), days: 1 }
  const authority = await newAuthority("test", validity)
  const serving = await signCertificate(authority, {
    ...validity,
    commonName: "kube-apiserver",
    usages: ["server"],
    hosts: ["127.0.0.1", "localhost"],
  })
  const issue = (commonName: string, organizations: readonly string[]) =>
    signCertificate(authority, { ...validity, commonName, organizations, usages: ["client"] })
  const log = options.log ?? silentLog
  const stop = new AbortController()
  const shared = { clock: systemClock, random: systemRandom, log }
  const storage = newMemoryStorage(shared)
  const kubelet = options.kubelet ? await issue("kube-apiserver-kubelet-client", ["system:masters"]) : undefined
  const compose = options.controlPlane ? composeAllInOne : composeApiServer
  const { components, listener, client, server } = compose(
    {
      advertiseAddress: "192.168.99.100",
      bindAddress: "127.0.0.1",
      port: 0,
      advertisePort: 8443,
      cert: serving.certificate,
      key: serving.key,
      clientCa: authority.certificate,
      serviceAccountKey: newSigningKey(),
      serviceAccountIssuer: "https://kubernetes.default.svc.cluster.local",
      serviceRange: "10.96.0.0/12",
      nodePortRange: "30000-32767",
      ...(options.auditLog === undefined
        ? {}
        : { auditLog: { path: options.auditLog, maxSizeBytes: 10 * 1024 * 1024, maxBackups: 1 } }),
      ...(kubelet === undefined ? {} : { kubelet: { cert: kubelet.certificate, key: kubelet.key } }),
    },
    { storage, ...shared },
  )
  const bootstrapped = Promise.withResolvers<void>()
  const needs = components.map(({ name }) => name).filter((name) => name.startsWith("kube-apiserver"))
  const last = { name: "test", needs, run: async () => bootstrapped.resolve() }
  const running = runComponents([...components, last], log, stop)
  running.catch(bootstrapped.reject)
  await bootstrapped.promise
  const { port } = await listener.address
  const url = `https://127.0.0.1:${port}`

  async function writeKubeconfig(user: string, keys: KeyPair): Promise<string> {
    const path = join(folder, `${user.replaceAll(/\W/g, "-")}.conf`)
    await writeFile(path, stringify(kubeconfigOf(url, authority.certificate, user, keys)))
    return path
  }

  const admin = await issue("kubernetes-admin", ["system:masters"])
  return {
    url,
    kubeconfig: await writeKubeconfig("kubernetes-admin", admin),
    ca: authority.certificate,
    admin,
    client,
    server,
    kubeconfigFor: async (user, groups = []) => writeKubeconfig(user, await issue(user, groups)),
    async [Symbol.asyncDispose]() {
      stop.abort(new Error("The test is over"))
      await running.catch(() => {})
      await storage.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function kubeconfigOf(server: string, ca: string, user: string, keys: KeyPair): object {
  const data = (text: string) => Buffer.from(text).toString("base64")
  return {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "test",
    clusters: [{ name: "test", cluster: { server, "certificate-authority-data": data(ca) } }],
    contexts: [{ name: "test", context: { cluster: "test", user, namespace: "default" } }],
    users: [
      {
        name: user,
        user: { "client-certificate-data": data(keys.certificate), "client-key-data": data(keys.key) },
      },
    ],
  }
}

function newSigningKey(): { readonly publicKey: string; readonly privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
  return {
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  }
}
