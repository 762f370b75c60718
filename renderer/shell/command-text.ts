/** Words as one would type them into a shell: what needs quotes has them. */
export function commandText(words: readonly string[]): string {
  return words.map(quoteWord).join(" ")
}

/** What `cove` does with a cluster: `cove -p web stop`. */
export function coveCommand(profile: string, words: readonly string[]): string {
  return commandText(["cove", "-p", profile, ...words])
}

/** What `kubectl` does in a cluster, whichever context is current: `kubectl --context web get pods`. */
export function kubectlCommand(profile: string, words: readonly string[]): string {
  return commandText(["kubectl", "--context", profile, ...words])
}

function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
