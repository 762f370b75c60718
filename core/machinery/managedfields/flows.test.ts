import { expect, test } from "vitest"
import * as resources from "../../apis/resources.gen.ts"
import type { KindDefinition } from "../api/kind.ts"
import type { Resource } from "../api/resource.ts"
import type { ApiObject } from "../meta/object.ts"
import type { Status } from "../meta/v1.gen.ts"
import { Decoder } from "../schema/decoder.ts"
import { StatusError } from "../status/status-error.ts"
import { readRecorded, schema } from "../testing/recorded.ts"
import { BuiltInKinds } from "./built-in-kinds.ts"
import { FieldManager } from "./field-manager.ts"

interface Flow {
  readonly flow: string
  readonly steps: readonly {
    readonly request: {
      readonly method: string
      readonly path: string
      readonly body?: ApiObject
      readonly contentType?: string
    }
    readonly response: { readonly code: number; readonly body: ApiObject & Status }
  }[]
}

const manager = new FieldManager(new BuiltInKinds(schema, new Decoder(schema)))

/** Recorded answers that this room has no part in. */
const elsewhere =
  /PatchOptions|on the URL|error decoding YAML|uid mismatch|invalid: data|server rejected|cannot unmarshal/

const time = "1970-01-01T00:00:00Z"

const flows = readRecorded<Flow>("flows")
  .filter(({ flow }) => /^(apply|strategic merge patch|json patch and merge patch)/.test(flow))
  .map((flow) => JSON.parse(JSON.stringify(flow).replaceAll("<time>", time)) as Flow)

test.each(flows)("owners are as recorded: $flow", ({ steps }) => {
  const stored = new Map<string, ApiObject>()
  for (const { request, response } of steps) {
    const { pathname, searchParams } = new URL(request.path, "http://localhost")
    const [plural, named, subresource = ""] = pathname.replace(/^.*\/namespaces\/[^/]+\//, "").split("/")
    const resource = Object.values(resources).find(
      (each) => each.plural === plural && pathname.includes(`/${each.version}/`),
    )
    if (subresource === "scale" || resource === undefined || request.body === undefined) continue
    const answer = response.body
    const key = `${plural}/${named ?? answer.metadata.name}`
    const live = stored.get(key)
    const by = { name: searchParams.get("fieldManager") ?? nameIn(answer), subresource, nowMs: 0 }
    const kind = definition(resource)
    if (request.contentType === "application/apply-patch+yaml") {
      const force = searchParams.get("force") === "true"
      const result = outcome(() => manager.apply(kind, live, request.body as ApiObject, by, force))
      if (response.code < 300) expect(entriesOf(result as ApiObject)).toEqual(entriesOf(answer))
      else if (!elsewhere.test(answer.message ?? "")) expect(result).toEqual(answer)
    } else if (response.code < 300 && !request.path.includes("dryRun")) {
      const { managedFields: _, ...metadata } = answer.metadata
      const next = { ...answer, metadata: live === undefined ? { name: metadata.name ?? "" } : metadata }
      expect(entriesOf(manager.afterUpdate(kind, live, next, by))).toEqual(entriesOf(answer))
    }
    if (response.code < 300 && !request.path.includes("dryRun")) stored.set(key, answer)
  }
})

function definition(resource: Resource): KindDefinition {
  const status = { type: "part", name: "status" }
  return { resource, subresources: resource.plural === "configmaps" ? [] : [status] } as unknown as KindDefinition
}

function outcome(run: () => ApiObject): ApiObject | Status {
  try {
    return run()
  } catch (error) {
    if (error instanceof StatusError) return error.status
    throw error
  }
}

function entriesOf(object: ApiObject): unknown {
  return object.metadata.managedFields
}

function nameIn(answer: ApiObject): string {
  return answer.metadata?.managedFields?.find((entry) => entry.operation === "Update")?.manager ?? ""
}
