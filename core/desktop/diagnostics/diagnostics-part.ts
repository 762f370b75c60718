/** One file of the archive. */
export interface DiagnosticsPart {
  readonly path: string
  readonly text: string
}

export function asText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
