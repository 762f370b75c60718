import { readFile } from "node:fs/promises"
import type { Client } from "../client/client.ts"
import type { Material } from "../client/kubeconfig/kubeconfig.ts"
import { readKubeconfig } from "../client/kubeconfig/kubeconfig.ts"
import { RestClient } from "../client/rest/rest-client.ts"
import { systemClock } from "../host/clock.ts"
import { parseYaml } from "../host/yaml.ts"
import type { Transport } from "../machinery/api/transport.ts"
import { HttpsTransport } from "../transport/https/https-transport.ts"
import type { Patience } from "../transport/https/redial.ts"

interface AccessOptions {
  /** As nobody, not as the file's user. */
  readonly anonymous?: boolean
  /** Given: waits for an API server that is starting, until the signal says that the program is to end. */
  readonly signal?: AbortSignal
}

/** A client for the cluster and user of a kubeconfig file. */
export async function clientFromKubeconfig(
  path: string,
  userAgent: string,
  { signal }: Pick<AccessOptions, "signal"> = {},
): Promise<Client> {
  const transport = await transportFromKubeconfig(path, signal === undefined ? {} : { signal })
  return new RestClient({ transport, clock: systemClock, userAgent })
}

/** The way to the cluster of a kubeconfig file. */
export async function transportFromKubeconfig(
  path: string,
  { anonymous = false, signal }: AccessOptions = {},
): Promise<Transport> {
  const access = readKubeconfig(await parseYaml(await readFile(path, "utf8")))
  const [ca, certificate, key] = await Promise.all([access.ca, access.certificate, access.key].map(readMaterial))
  const { server, insecureSkipTlsVerify, token } = access
  const place = { server, ca, insecureSkipTlsVerify, clock: systemClock, patience: patienceUntil(signal) }
  if (anonymous) return new HttpsTransport(place)
  return new HttpsTransport({
    ...place,
    certificate,
    key,
    ...(token === undefined ? {} : { bearerToken: async () => (await readMaterial(token)) ?? "" }),
  })
}

/** The client certificate of a kubeconfig's user; undefined when it has another way to say who it is. */
export async function certificateFromKubeconfig(
  path: string,
): Promise<{ readonly cert: string; readonly key: string } | undefined> {
  const access = readKubeconfig(await parseYaml(await readFile(path, "utf8")))
  const [cert, key] = await Promise.all([access.certificate, access.key].map(readMaterial))
  return cert === undefined || key === undefined ? undefined : { cert, key }
}

/** All programs of a node start at once, the API server among them: the others wait for it. */
function patienceUntil(signal: AbortSignal | undefined): Patience | undefined {
  return signal === undefined ? undefined : { atMostMs: 5_000, signal }
}

const accountFolder = "/var/run/secrets/kubernetes.io/serviceaccount"

/** A client for the cluster this pod runs in, as its service account; the token is read anew as it rotates. */
export async function clientFromPod(userAgent: string, signal: AbortSignal): Promise<Client> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = process.env
  if (!host || !port) throw new Error("Not in a pod: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be set")
  const transport = new HttpsTransport({
    server: `https://${host}:${port}`,
    ca: await readFile(`${accountFolder}/ca.crt`, "utf8"),
    bearerToken: async () => (await readFile(`${accountFolder}/token`, "utf8")).trim(),
    clock: systemClock,
    patience: patienceUntil(signal),
  })
  return new RestClient({ transport, clock: systemClock, userAgent })
}

async function readMaterial(material: Material | undefined): Promise<string | undefined> {
  if (material === undefined) return undefined
  return "text" in material ? material.text : (await readFile(material.file, "utf8")).trim()
}
