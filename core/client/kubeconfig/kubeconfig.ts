import type { Json } from "../../base/json.ts"
import { isJsonObject } from "../../base/json.ts"

/** What a kubeconfig says about reaching one cluster as one user. Files are named, not read: that is the caller's. */
export interface KubeconfigAccess {
  readonly server: string
  readonly ca: Material | undefined
  readonly certificate: Material | undefined
  readonly key: Material | undefined
  readonly token: Material | undefined
  /** The namespace of the context. */
  readonly namespace: string
  readonly insecureSkipTlsVerify: boolean
}

export type Material = { readonly text: string } | { readonly file: string }

/** Reads the current context, or the one named, of a kubeconfig that was parsed from YAML or JSON. */
export function readKubeconfig(config: unknown, contextName?: string): KubeconfigAccess {
  const name = contextName ?? textOf(config, "current-context")
  if (name === undefined) throw new KubeconfigError("Kubeconfig has no current context")
  const context = named(config, "contexts", "context", name)
  const cluster = named(config, "clusters", "cluster", textOf(context, "cluster") ?? "")
  const user = named(config, "users", "user", textOf(context, "user") ?? "")
  const server = textOf(cluster, "server")
  if (server === undefined) throw new KubeconfigError(`Kubeconfig has no server for context "${name}"`)
  return {
    server,
    ca: material(cluster, "certificate-authority"),
    certificate: material(user, "client-certificate"),
    key: material(user, "client-key"),
    token: tokenOf(user),
    namespace: textOf(context, "namespace") ?? "default",
    insecureSkipTlsVerify: cluster["insecure-skip-tls-verify"] === true,
  }
}

export class KubeconfigError extends Error {
  override readonly name = "KubeconfigError"
}

/** `<name>-data` holds base64 and wins over `<name>`, which names a file. */
function material(from: unknown, name: string): Material | undefined {
  const data = textOf(from, `${name}-data`)
  if (data !== undefined) return { text: decodeBase64(data) }
  const file = textOf(from, name)
  return file === undefined ? undefined : { file }
}

/** A token file is read anew when it rotates, so it wins over the token beside it. */
function tokenOf(user: unknown): Material | undefined {
  const file = textOf(user, "tokenFile")
  if (file !== undefined) return { file }
  const text = textOf(user, "token")
  return text === undefined ? undefined : { text }
}

function named(config: unknown, list: string, part: string, name: string): { readonly [key: string]: Json } {
  const entries = isJsonObject(config) ? config[list] : undefined
  const found = (Array.isArray(entries) ? entries : []).find((entry: unknown) => textOf(entry, "name") === name)
  const value = isJsonObject(found) ? found[part] : undefined
  if (!isJsonObject(value)) throw new KubeconfigError(`Kubeconfig has no ${part} "${name}"`)
  return value
}

function textOf(from: unknown, name: string): string | undefined {
  const value = isJsonObject(from) ? from[name] : undefined
  return typeof value === "string" && value !== "" ? value : undefined
}

function decodeBase64(data: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(data), (char) => char.charCodeAt(0)))
}
