/**
 * Derives what is not committed: TypeScript types, resource names, the schema, texts, from `resources/kubernetes/`.
 * Does nothing when nothing it reads has changed, and writes a file only when its text has.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { parseSchemaText } from "../machinery/schema/schema-text.ts"
import { emitCri } from "./generate/cri.ts"
import { emitOpenApi } from "./generate/descriptions.ts"
import { emitProtobuf } from "./generate/protobuf.ts"
import { emitResources } from "./generate/resources.ts"
import { emitSchema } from "./generate/schema.ts"
import { Stamp } from "./generate/stamp.ts"
import { emitText } from "./generate/texts.ts"
import { emitTypes } from "./generate/types.ts"

const root = join(import.meta.dirname, "../..")
const resources = join(root, "resources/kubernetes")
const client = join(root, "node_modules/@kubernetes/client-node")

const stamp = new Stamp(join(root, "build/generated.txt"), [
  resources,
  import.meta.filename,
  join(import.meta.dirname, "generate"),
  join(root, "core/machinery/schema/schema-text.ts"),
  join(client, "package.json"),
])

if (!stamp.isCurrent()) {
  const files = derive()
  for (const [path, text] of files) write(path, text)
  stamp.write([...files.keys()])
}

function derive(): ReadonlyMap<string, string> {
  const schema = parseSchemaText(read("schema.txt"))
  const files = [
    ...emitTypes(schema),
    ["core/apis/resources.gen.ts", emitResources(schema, read("discovery.txt"))],
    ["core/apis/schema.gen.ts", emitSchema(schema, read("presence.txt"))],
    ["core/apis/openapi.gen.ts", emitOpenApi(schema, read("schema.txt"), client)],
    [
      "core/apis/protobuf.gen.ts",
      emitProtobuf("resources/kubernetes/protobuf.txt", {
        types: schema,
        presence: read("presence.txt"),
        messages: read("protobuf.txt"),
      }),
    ],
    ["core/cri/containerd/messages.gen.ts", emitCri(read("cri.txt"))],
    [
      "core/apiserver/authorization/bootstrap/policy-text.gen.ts",
      emitText("resources/kubernetes/rbac.txt", read("rbac.txt")),
    ],
  ] as const
  return new Map(files.map(([path, text]) => [join(root, path), text]))
}

function read(name: string): string {
  return readFileSync(join(resources, name), "utf8")
}

function write(file: string, text: string): void {
  try {
    if (readFileSync(file, "utf8") === text) return
  } catch {
    mkdirSync(dirname(file), { recursive: true })
  }
  writeFileSync(file, text)
}
