/** What follows the subresource, as the client wrote it: `/api/v1/namespaces/a/pods/b/proxy/x//y/` → `/x//y/`. */
export function restOf(path: string): string {
  const parts = path.split("/")
  const resourceAt = parts[1] === "api" ? 3 : 4
  const isNamespaced = parts[resourceAt] === "namespaces" && parts.length > resourceAt + 4
  const rest = parts.slice(resourceAt + (isNamespaced ? 5 : 3))
  return rest.length === 0 ? "" : `/${rest.join("/")}`
}
