/** What an image's name says about its tag: "latest" where it names neither tag nor digest, "" where it has a digest only. */
export function imageTag(image: string): string {
  const [beforeDigest = "", ...digests] = image.split("@")
  const lastPart = beforeDigest.slice(beforeDigest.lastIndexOf("/") + 1)
  const colon = lastPart.indexOf(":")
  if (colon >= 0) return lastPart.slice(colon + 1)
  return digests.length > 0 ? "" : isReadable(beforeDigest) ? "latest" : ""
}

/** `Always` for what may change under its name, as Kubernetes decides it when the author does not. */
export function defaultPullPolicy(image: string): "Always" | "IfNotPresent" {
  return imageTag(image) === "latest" ? "Always" : "IfNotPresent"
}

/** Whether distribution's reference grammar takes it; what it refuses has no tag. */
function isReadable(name: string): boolean {
  return (
    /^[A-Za-z0-9][A-Za-z0-9.:-]*(\/[a-z0-9._-]+)*$/.test(name) && !/[A-Z]/.test(name.slice(name.lastIndexOf("/") + 1))
  )
}
