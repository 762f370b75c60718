/** A word as a POSIX shell reads it back: plain ones stay plain. */
export function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

/** A command line to paste. */
export function commandLine(words: readonly string[]): string {
  return words.map(quoteWord).join(" ")
}
