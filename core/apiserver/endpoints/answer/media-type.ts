/** One clause of an Accept header or a Content-Type: `application/json;as=Table;v=v1;g=meta.k8s.io`. */
export interface MediaType {
  readonly type: string
  readonly parameters: Readonly<Record<string, string>>
}

export function parseMediaType(text: string): MediaType {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim())
  return {
    type: type.toLowerCase(),
    parameters: Object.fromEntries(
      parameters.map((parameter) => {
        const at = parameter.indexOf("=")
        return at < 0
          ? [parameter, ""]
          : [parameter.slice(0, at).trim().toLowerCase(), unquote(parameter.slice(at + 1).trim())]
      }),
    ),
  }
}

/** The clauses, most wanted first: by `q`, then in the order they stand in. */
export function parseAccept(header: string): readonly MediaType[] {
  return header
    .split(",")
    .filter((clause) => clause.trim() !== "")
    .map(parseMediaType)
    .map((clause, position) => ({ clause, position, quality: qualityOf(clause) }))
    .sort((a, b) => b.quality - a.quality || a.position - b.position)
    .map(({ clause }) => clause)
}

function qualityOf({ parameters }: MediaType): number {
  const quality = Number(parameters["q"] ?? "1")
  return Number.isNaN(quality) ? 1 : quality
}

function unquote(text: string): string {
  return text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text
}
