/** Words of Docker's reference parser, which Kubernetes quotes. */
export class ImageNameError extends Error {
  override readonly name = "ImageNameError"
}

/** Adds what is left out at the end: `:latest`, unless there is a tag or a digest. Throws for what is no image's name. */
export function withDefaultTag(image: string): string {
  const problem = problemOf(image)
  if (problem !== undefined) {
    throw new ImageNameError(`couldn't parse image name ${JSON.stringify(image)}: invalid reference format${problem}`)
  }
  const digest = image.includes("@")
  const tagged = /:[\w][\w.-]{0,127}$/.test(image)
  return digest || tagged ? image : `${image}:latest`
}

const part = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*"
const domain =
  "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\\.[a-zA-Z0-9-]+)*(?::[0-9]+)?|\\[[a-fA-F0-9:]+\\](?::[0-9]+)?"
const reference = new RegExp(
  `^(?:(?:${domain})/)?${part}(?:/${part})*(?::[\\w][\\w.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$`,
)

/** Undefined: fine. Otherwise what follows "invalid reference format", which may be nothing. */
function problemOf(image: string): string | undefined {
  if (reference.test(image)) return undefined
  const repository = repositoryOf(image)
  return repository.toLowerCase() === repository ? "" : `: repository name (${repository}) must be lowercase`
}

/** What follows the first part where that is a registry's name. */
function repositoryOf(image: string): string {
  const slash = image.indexOf("/")
  const first = slash < 0 ? "" : image.slice(0, slash)
  const isDomain = /[.:]/.test(first) || first === "localhost" || first.toLowerCase() !== first
  const rest = isDomain ? image.slice(slash + 1) : `library/${image}`
  const name = isDomain || slash >= 0 ? (isDomain ? rest : image) : rest
  return name.replace(/@.*$/, "").replace(/:[^/]*$/, "")
}
