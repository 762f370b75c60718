import { emitText } from "./texts.ts"

/**
 * Kubernetes' protobuf messages, as far as they can come in a request's body: those of served versions and what they
 * are made of. `core/machinery/protobuf/messages.ts` reads it.
 */
export function emitProtobuf(source: string, text: string): string {
  const blocks = text.split("\n\n").map((block) => block.trim().replace(/^k8s\.io\./, ""))
  const kept = blocks.filter((block) => {
    const name = block.split("\n", 1)[0] ?? ""
    return /^apimachinery\./.test(name) || (/\.v\d+\.[A-Z]\w*$/.test(name) && !name.endsWith("List"))
  })
  return emitText(source, kept.map((block) => block.replaceAll("\n  ", "\n")).join("\n\n"))
}
