import type { Secret } from "../../apis/core/v1.gen.ts"
import { isJsonObject, type Json } from "../../base/json.ts"
import type { ImageAuth } from "../../cri/runtime.ts"

/** What the pull secrets offer for an image's registry, the most specific first. */
export function credentialsFor(image: string, secrets: readonly Secret[]): readonly ImageAuth[] {
  const found = secrets.flatMap(entriesOf).filter(({ registry }) => covers(registry, image))
  return found.sort((a, b) => b.registry.length - a.registry.length).map(({ auth }) => auth)
}

interface Entry {
  readonly registry: string
  readonly auth: ImageAuth
}

function entriesOf({ type, data = {} }: Secret): readonly Entry[] {
  if (type === "kubernetes.io/dockerconfigjson") {
    const config = parse(data[".dockerconfigjson"])
    return readEntries(isJsonObject(config) ? config["auths"] : undefined)
  }
  return type === "kubernetes.io/dockercfg" ? readEntries(parse(data[".dockercfg"])) : []
}

function readEntries(auths: Json | undefined): readonly Entry[] {
  if (!isJsonObject(auths)) return []
  return Object.entries(auths).flatMap(([registry, entry]) => {
    if (!isJsonObject(entry)) return []
    const text = (key: string) => (typeof entry[key] === "string" ? entry[key] : "")
    const [name = "", ...password] = Buffer.from(text("auth"), "base64").toString("utf8").split(":")
    const username = text("username") || name
    return [{ registry: bare(registry), auth: { username, password: text("password") || password.join(":") } }]
  })
}

/** A registry's name may stand with a scheme, a path, a wildcard for parts of its host. */
function covers(registry: string, image: string): boolean {
  const [host = "", ...path] = registry.split("/")
  const full = withRegistry(image)
  const [imageHost = "", ...imagePath] = full.split("/")
  const pattern = host.split(".").map((each) => each.replaceAll(/[^*\w-]/g, "\\$&").replaceAll("*", "[^.]*"))
  if (!new RegExp(`^${pattern.join("\\.")}$`).test(imageHost)) return false
  return imagePath.join("/").startsWith(path.join("/"))
}

function withRegistry(image: string): string {
  const [first = ""] = image.split("/")
  const isHost = image.includes("/") && (/[.:]/.test(first) || first === "localhost")
  return isHost ? image : `index.docker.io/${image}`
}

function bare(registry: string): string {
  const plain = registry.replace(/^https?:\/\//, "").replace(/\/(v1|v2)?\/?$/, "")
  return plain === "docker.io" || plain === "registry-1.docker.io" ? "index.docker.io" : plain
}

function parse(base64: string | undefined): Json {
  try {
    return JSON.parse(Buffer.from(base64 ?? "", "base64").toString("utf8"))
  } catch {
    return null
  }
}
