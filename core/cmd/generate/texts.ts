/** A module that holds a data file as a string, for programs that have no file system to read it from. */
export function emitText(source: string, text: string): string {
  return `// Derived from ${source} by core/cmd/generate.ts.\nexport const text = ${JSON.stringify(text)}\n`
}
