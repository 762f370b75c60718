import { expect, test } from "vitest"
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
