/**
 * Derives what is not committed: TypeScript types and resource names, from `resources/kubernetes/`.
 * Writes a file only when its text has changed.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { parseSchemaText } from "../machinery/schema/schema-text.ts"
import { emitCri } from "./generate/cri.ts"
import { emitOpenApi } from "./generate/descriptions.ts"
import { emitProtobuf } from "./generate/protobuf.ts"
import { emitResources } from "./generate/resources.ts"
import { emitSchema } from "./generate/schema.ts"
import { emitText } from "./generate/texts.ts"
import { emitTypes } from "./generate/types.ts"

const root = join(import.meta.dirname, "../..")

function read(name: string): string {
  return readFileSync(join(root, "resources/kubernetes", name), "utf8")
}

function write(path: string, text: string): void {
  const file = join(root, path)
  try {
    if (readFileSync(file, "utf8") === text) return
  } catch {
    mkdirSync(dirname(file), { recursive: true })
  }
  writeFileSync(file, text)
}

const schema = parseSchemaText(read("schema.txt"))
for (const [path, text] of emitTypes(schema)) write(path, text)
write("core/apis/resources.gen.ts", emitResources(schema, read("discovery.txt")))
write("core/cri/containerd/messages.gen.ts", emitCri(read("cri.txt")))
write(
  "core/apiserver/authorization/bootstrap/policy-text.gen.ts",
  emitText("resources/kubernetes/rbac.txt", read("rbac.txt")),
)
write("core/apis/protobuf.gen.ts", emitProtobuf("resources/kubernetes/protobuf.txt", read("protobuf.txt")))
write("core/apis/schema.gen.ts", emitSchema(schema, read("presence.txt")))
write(
  "core/apis/openapi.gen.ts",
  emitOpenApi(schema, read("schema.txt"), join(root, "node_modules/@kubernetes/client-node")),
)
