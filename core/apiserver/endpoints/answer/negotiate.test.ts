import { describe, expect, test } from "vitest"
import { text } from "../../../apis/protobuf.gen.ts"
import { Protobuf } from "../../../machinery/protobuf/protobuf.ts"
import { schema } from "../../../machinery/testing/recorded.ts"
import { negotiate } from "./negotiate.ts"

const table = "application/json;as=Table;v=v1;g=meta.k8s.io"

function ask(accept: string | undefined, options: { query?: string; agent?: string } = {}) {
  const headers = { accept, "user-agent": options.agent }
  return negotiate({ request: { headers, query: options.query ?? "" } }, ["Table"])
}

test("no wish, or any, is JSON", () => {
  for (const accept of [undefined, "", "*/*", "application/*", "application/json"]) {
    expect(ask(accept)).toEqual({ format: "json", as: undefined, pretty: false })
  }
})

test("the first clause that can be served is taken", () => {
  expect(ask("application/vnd.kubernetes.protobuf,application/json").format).toBe("json")
  expect(ask(`${table},application/json`).as).toEqual({ kind: "Table", apiVersion: "meta.k8s.io/v1" })
  expect(ask("application/json;as=Unheard;v=v1;g=meta.k8s.io,application/yaml").format).toBe("yaml")
})

test("quality goes before order", () => {
  expect(ask("application/yaml;q=0.5,application/json").format).toBe("json")
})

test("whoever takes nothing we have is told what there is", () => {
  expect(() => ask("application/xml")).toThrow("406: Not Acceptable")
})

test("a person's tool gets it indented, unless it says otherwise", () => {
  expect(ask("*/*", { agent: "curl/8.0" })).toMatchObject({ pretty: true })
  expect(ask("*/*", { agent: "curl/8.0", query: "pretty=false" })).toMatchObject({ pretty: false })
  expect(ask("*/*", { query: "pretty=true" })).toMatchObject({ pretty: true })
})

describe("protobuf", () => {
  const protobuf = new Protobuf(text, schema)
  const type = "application/vnd.kubernetes.protobuf"
  const pod = { group: "", version: "v1", kind: "Pod" }
  const widget = { group: "example.com", version: "v1", kind: "Widget" }
  const formOf = (accept: string, kind = pod) =>
    negotiate({ request: { headers: { accept }, query: "" }, protobuf }, ["Table", "PartialObjectMetadata"], kind)
      .format

  test("is given where the kind has it", () => {
    expect(formOf(type)).toBe("protobuf")
    expect(formOf(`${type};stream=watch, */*`)).toBe("protobuf")
    expect(formOf(`application/json,${type}`)).toBe("json")
  })

  test("falls back to the next form where it has not", () => {
    expect(formOf(`${type},application/json`, widget)).toBe("json")
    expect(formOf(`${type};as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1;g=meta.k8s.io`)).toBe("json")
    expect(() => formOf(type, widget)).toThrow("only the following media types are accepted")
  })

  test("metadata has it, whosever it is", () => {
    expect(formOf(`${type};as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json`, widget)).toBe("protobuf")
  })
})
