/**
 * Replaces `$(NAME)` by what `lookUp` knows; `$$` stands for a dollar sign, and what is not known stays as it is
 * (k8s.io/kubernetes `third_party/forked/golang/expansion`).
 *
 *   "$(A)/$$(A)/$(B)/$"  with A=1  →  "1/$(A)/$(B)/$"
 */
export function expand(text: string, lookUp: (name: string) => string | undefined): string {
  let out = ""
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ""
    const next = text[at + 1]
    if (char !== "$" || next === undefined) {
      out += char
      continue
    }
    if (next === "$") {
      out += "$"
      at++
      continue
    }
    const end = next === "(" ? text.indexOf(")", at + 2) : -1
    if (end < 0) {
      out += next === "(" ? "$(" : `$${next}`
      at++
      continue
    }
    const name = text.slice(at + 2, end)
    out += lookUp(name) ?? `$(${name})`
    at = end
  }
  return out
}
