import { gunzipSync } from "node:zlib"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type ApiAnswer, type ApiRequests, newApiRequests } from "../support/api-requests.ts"
import { startTestApiServer, type TestApiServer } from "../support/test-api-server.ts"

/** What the documentation's page "API Concepts" promises, and the words in which Kubernetes refuses the rest. */

const all = "/api/v1/namespaces/default/configmaps"
const jsonPatch = { "content-type": "application/json-patch+json" }
const strategicPatch = { "content-type": "application/strategic-merge-patch+json" }
const applyPatch = { "content-type": "application/apply-patch+yaml" }

let api: TestApiServer
let requests: ApiRequests

beforeAll(async () => {
  api = await startTestApiServer()
  requests = newApiRequests(api)
  await ask("POST", all, configMap("there", { labels: { kept: "yes" } }))
})

afterAll(async () => {
  requests?.[Symbol.dispose]()
  await api?.[Symbol.asyncDispose]()
})

function configMap(name: string, metadata: object = {}, rest: object = {}): object {
  return { kind: "ConfigMap", apiVersion: "v1", metadata: { name, ...metadata }, ...rest }
}

const ask: ApiRequests["ask"] = (...request) => requests.ask(...request)

/** "200", or the code and the words of a failure. */
function said({ status, json }: ApiAnswer): string {
  return json?.kind === "Status" && json.status === "Failure" ? `${status} ${json.message}` : String(status)
}

async function made(name: string, metadata: object = {}, rest: object = {}) {
  const { json } = await ask("POST", all, configMap(name, metadata, rest))
  return json.metadata as { readonly uid: string; readonly resourceVersion: string }
}

async function names(query: string): Promise<readonly string[]> {
  const { json } = await ask("GET", `${all}?${query}`)
  return json.items.map((item: { metadata: { name: string } }) => item.metadata.name)
}

const watched = (text: string) => text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]))

describe("what a path leads to", () => {
  test.each([
    ["PUT", all, 405],
    ["PATCH", all, 405],
    ["POST", `${all}/there`, 405],
    ["POST", "/api/v1/configmaps", 405],
    ["DELETE", "/api/v1/configmaps", 405],
    ["DELETE", "/api/v1/configmaps?fieldSelector=metadata.name%3Dthere", 405],
    ["OPTIONS", `${all}/there`, 405],
    ["GET", "/api/v1/configmaps/there", 404],
    ["GET", "/api/v1/namespaces/default/nodes", 404],
    ["GET", `${all}/there/status`, 404],
    ["HEAD", `${all}/there`, 200],
    ["GET", "/api/v1/configmaps?fieldSelector=metadata.name%3Dthere", 200],
  ])("%s %s: %i", async (method, path, code) => {
    expect((await ask(method, path, method === "PUT" || method === "PATCH" ? {} : undefined)).status).toBe(code)
  })
})

describe("lists and watches", () => {
  test.each([
    ["limit=-1", "200"],
    ["limit=abc", '400 strconv.ParseInt: parsing "abc": invalid syntax'],
    ["resourceVersionMatch=Exact", "is forbidden unless resourceVersion is provided"],
    ["resourceVersion=0&resourceVersionMatch=Exact", '"exact" is forbidden for resourceVersion "0"'],
    ["resourceVersion=1&resourceVersionMatch=Foo", 'Unsupported value: "Foo"'],
    ["continue=x&resourceVersion=5", "400 specifying resource version is not allowed when using continue"],
    ["continue=x&resourceVersionMatch=Exact", "is forbidden for continue"],
    ["sendInitialEvents=true", "sendInitialEvents is forbidden for list"],
    ["watch=1&sendInitialEvents=true", "requires setting resourceVersionMatch to NotOlderThan"],
    ["watch=1&resourceVersion=1&resourceVersionMatch=Exact", "is forbidden for watch unless sendInitialEvents"],
    ["watch=1&resourceVersion=abc", "400 invalid resource version"],
    ["unheard=of", "200"],
  ])("?%s", async (query, words) => {
    expect(said(await ask("GET", `${all}?${query}`))).toContain(words)
  })

  test("a future that does not come is a timeout, to be tried again", async () => {
    const { status, json, headers } = await ask("GET", `${all}?resourceVersion=999999`)
    expect({ status, reason: json.reason }).toEqual({ status: 504, reason: "Timeout" })
    expect(json.details.causes[0].reason).toBe("ResourceVersionTooLarge")
    expect(headers["retry-after"]).toBe("1")
  })

  test("two names at once are nobody's", async () => {
    expect(await names("fieldSelector=metadata.name%3Dthere")).toEqual(["there"])
    expect(await names("fieldSelector=metadata.name%3Dthere,metadata.name%3Dother")).toEqual([])
  })

  test("a watch without time is over at once", async () => {
    const { status, text } = await ask("GET", `${all}?watch=1&timeoutSeconds=-1&fieldSelector=metadata.name%3Dnone`)
    expect({ status, text }).toEqual({ status: 200, text: "" })
  })

  test("a watch of one name sees that one", async () => {
    const { resourceVersion } = await made("single")
    const query = `watch=1&timeoutSeconds=1&resourceVersion=${resourceVersion}&fieldSelector=metadata.name%3Dsingle`
    const watching = ask("GET", `${all}?${query}`)
    await made("bystander")
    await ask("DELETE", `${all}/single`)
    const events = watched((await watching).text)
    expect(events.map(({ type, object }) => `${type} ${object.metadata.name}`)).toEqual(["DELETED single"])
  })

  test("initial events end with a bookmark that says so", async () => {
    const query = "watch=1&timeoutSeconds=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
    const { text } = await ask("GET", `${all}?${query}&allowWatchBookmarks=true&labelSelector=kept`)
    const [first, last] = watched(text)
    expect(first).toMatchObject({ type: "ADDED", object: { metadata: { name: "there" } } })
    expect(last.type).toBe("BOOKMARK")
    expect(last.object.metadata.annotations).toEqual({ "k8s.io/initial-events-end": "true" })
  })
})

describe("what a body must be", () => {
  const typeless = "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; "
  test.each([
    ["", `400 ${typeless}json parse error: unexpected end of JSON input (<empty>)`],
    ["[]", `400 ${typeless}json parse error: json: cannot unmarshal array into Go value of type struct {`],
    ['{"kind":5}', "cannot unmarshal number into Go struct field .kind of type string"],
    ["null", '422 ConfigMap "" is invalid: metadata.name: Required value'],
    ['{"kind":"Secret","apiVersion":"v1"}', "400 Secret in version"],
    ['{"kind":"ConfigMap","apiVersion":"v2"}', "400 the API version in the data (v2) does not match"],
    ['{"metadata":{"name":"a","namespace":"other"}}', "400 the namespace of the provided object does not match"],
    ['{"metadata":{"name":"a","resourceVersion":"5"}}', "500 resourceVersion should not be set on objects"],
  ])("%s", async (body, words) => {
    expect(said(await ask("POST", all, body))).toContain(words)
  })

  test("it must be small enough for the door, and for storage", async () => {
    const deployment = (length: number) => {
      const containers = [{ name: "c", image: "i", args: ["x".repeat(length)] }]
      const template = { metadata: { labels: { a: "b" } }, spec: { containers } }
      const spec = { selector: { matchLabels: { a: "b" } }, template }
      return { kind: "Deployment", apiVersion: "apps/v1", metadata: { name: "large" }, spec }
    }
    const create = async (length: number) =>
      said(await ask("POST", "/apis/apps/v1/namespaces/default/deployments", deployment(length)))
    expect(await create(1_700_000)).toBe("500 etcdserver: request is too large")
    expect(await create(2_500_000)).toContain("500 rpc error: code = ResourceExhausted")
    expect(await create(3_200_000)).toBe("413 Request entity too large: limit is 3145728")
    expect(await create(1_000)).toBe("201")
  })

  test.each(["", 0, [], true])("fields that %j is said to own are nobody's", async (fieldsV1) => {
    const name = `owned-${typeof fieldsV1}-${String(fieldsV1)}`.toLowerCase().replace(/-$/, "")
    await made(name, {}, { data: { a: "1" } })
    const entry = { manager: "m", operation: "Update", apiVersion: "v1", fieldsType: "FieldsV1", fieldsV1 }
    const next = configMap(name, { managedFields: [entry] }, { data: { a: "2" } })
    const { status, json } = await ask("PUT", `${all}/${name}?fieldManager=other`, next)
    expect(status).toBe(200)
    expect(json.metadata.managedFields.map(({ manager }: { manager: string }) => manager)).not.toContain("m")
  })
})

describe("what a patch may not do", () => {
  test.each([
    [{ metadata: { name: "b" } }, {}, "400 the name of the object (b) does not match the name on the URL (there)"],
    [{ metadata: { namespace: "b" } }, {}, "400 the namespace of the provided object does not match"],
    [{ metadata: { resourceVersion: "1" } }, {}, "409 Operation cannot be fulfilled"],
    // A patched object's uid is no precondition but a change (k8s.io/apiserver `DefaultUpdatedObjectInfo(nil)`).
    [
      { metadata: { uid: "other" } },
      {},
      '422 ConfigMap "there" is invalid: metadata.uid: Invalid value: "other": field',
    ],
    [{ metadata: { uid: "other" } }, strategicPatch, "422 ConfigMap"],
    [[{ op: "test", path: "/kind", value: "Pod" }], jsonPatch, "422 the server rejected our request"],
    [[{ op: "remove", path: "/data/none" }], jsonPatch, "422 the server rejected our request"],
    ["", applyPatch, "400 invalid object type: /, Kind="],
    [{ kind: "ConfigMap", apiVersion: "v1", metadata: { name: "b" } }, applyPatch, "400 the name of the object (b)"],
    [{}, { "content-type": "application/json" }, "415"],
  ])("%j %j", async (patch, headers, words) => {
    expect(said(await ask("PATCH", `${all}/there?fieldManager=m`, patch, headers))).toContain(words)
  })

  test.each([{}, strategicPatch])("a field that stands twice is told of %j", async (headers) => {
    const patch = '{"metadata":{"labels":{"k":"1","k":"2"}}}'
    const strict = await ask("PATCH", `${all}/there?fieldValidation=Strict`, patch, headers)
    expect(said(strict)).toContain('strict decoding error: duplicate field "metadata.labels.k"')
    const warned = await ask("PATCH", `${all}/there?fieldValidation=Warn&dryRun=All`, patch, headers)
    expect(warned.headers["warning"]).toBe('299 - "duplicate field \\"metadata.labels.k\\""')
  })
})

test("a field that stands twice in YAML counts once, and is told of", async () => {
  const text = "kind: ConfigMap\napiVersion: v1\nmetadata: {name: twice}\ndata:\n  a: '1'\n  a: '2'\n"
  const words = 'yaml: unmarshal errors:\n  line 6: key "a" already set in map'
  const yaml = { "content-type": "application/yaml" }
  expect(said(await ask("POST", `${all}?fieldValidation=Strict`, text, yaml))).toContain(words)
  const apply = (more: string) => ask("PATCH", `${all}/twice?fieldManager=m${more}`, text, applyPatch)
  const strict = said(await apply("&fieldValidation=Strict"))
  expect(strict).toBe(`400 error strict decoding YAML: error converting YAML to JSON: ${words}`)
  const { json, headers } = await apply("")
  expect(json.data).toEqual({ a: "2" })
  expect(headers["warning"]).toContain("already set in map")
})

describe("deleting", () => {
  test.each([
    [{ preconditions: { uid: "x" } }, "409"],
    [{ preconditions: { resourceVersion: "1" } }, "409"],
    [{ propagationPolicy: "Foo" }, 'Unsupported value: "Foo"'],
    [{ propagationPolicy: "Orphan", orphanDependents: true }, "cannot be both set"],
    [{ dryRun: ["some"] }, 'Unsupported value: "some"'],
    [{ dryRun: ["All"] }, "200"],
  ])("%j", async (options, words) => {
    expect(said(await ask("DELETE", `${all}/there`, options))).toContain(words)
    expect((await ask("GET", `${all}/there`)).status).toBe(200)
  })

  test("many are deleted on the same conditions as one", async () => {
    await made("one-of-many", { labels: { many: "yes" } })
    const path = `${all}?labelSelector=many`
    expect((await ask("DELETE", path, { preconditions: { uid: "x" } })).status).toBe(409)
    expect((await ask("DELETE", `${path}&dryRun=All`)).json.items).toHaveLength(1)
    expect((await ask("DELETE", path)).json.items).toHaveLength(1)
    expect(await names("labelSelector=many")).toEqual([])
  })

  test("what is going gets no new finalizer, and is gone with its last", async () => {
    await made("held", { finalizers: ["test.dev/held"] })
    expect((await ask("DELETE", `${all}/held`)).json.metadata.deletionTimestamp).toBeDefined()
    const more = await ask("PATCH", `${all}/held`, { metadata: { finalizers: ["test.dev/held", "test.dev/more"] } })
    expect(said(more)).toContain("no new finalizers can be added if the object is being deleted")
    expect((await ask("PATCH", `${all}/held`, { metadata: { finalizers: null } })).status).toBe(200)
    expect((await ask("GET", `${all}/held`)).status).toBe(404)
  })

  test.each([
    ["Foreground", ["foregroundDeletion"]],
    ["Orphan", ["orphan"]],
  ])("%s leaves it to the garbage collector", async (propagationPolicy, finalizers) => {
    const name = propagationPolicy.toLowerCase()
    await made(name)
    expect((await ask("DELETE", `${all}/${name}`, { propagationPolicy })).json.metadata.finalizers).toEqual(finalizers)
  })
})

describe("the form of answers", () => {
  const table = "application/json;as=Table;v=v1;g=meta.k8s.io"
  test.each([
    [table, 200, "Table"],
    [`${table.replace("v1", "v9")},application/json`, 200, "ConfigMapList"],
    ["application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io", 200, "PartialObjectMetadataList"],
    ["application/json;as=Foo;v=v1;g=meta.k8s.io", 406, "only the following media types are accepted"],
    ["text/html", 406, "406: Not Acceptable"],
    ["text/html,*/*;q=0.8", 200, "ConfigMapList"],
  ])("Accept: %s", async (accept, code, words) => {
    const { status, text } = await ask("GET", all, undefined, { accept })
    expect(status).toBe(code)
    expect(text).toContain(words)
  })

  test("a stream is never YAML", async () => {
    const watch = (accept: string) => ask("GET", `${all}?watch=1&timeoutSeconds=1`, undefined, { accept })
    expect((await watch("application/yaml")).text).toContain("only the following media types are accepted")
    expect((await watch("application/yaml,application/json")).status).toBe(200)
  })

  test("large answers are compressed for who reads it", async () => {
    const accept = { "accept-encoding": "gzip" }
    const small = await ask("GET", `${all}/there`, undefined, accept)
    expect(small.headers["content-encoding"]).toBeUndefined()
    await made("large", {}, { data: { a: "x".repeat(200_000) } })
    const large = await ask("GET", `${all}/large`, undefined, accept)
    expect(large.headers).toMatchObject({ "content-encoding": "gzip", vary: "Accept-Encoding" })
    expect(JSON.parse(gunzipSync(large.bytes).toString()).data.a).toHaveLength(200_000)
  })

  test.each(["/version", "/nowhere", `${all}/there`, `${all}/none`])("%s has an Audit-Id", async (path) => {
    expect((await ask("GET", path)).headers["audit-id"]).toMatch(/^[0-9a-f-]{36}$/)
  })

  test("a document of the API lasts for who knows its hash, and moves for who knows another", async () => {
    const { json } = await ask("GET", "/openapi/v3")
    const url: string = json.paths["api/v1"].serverRelativeURL
    const pinned = await ask("GET", url)
    expect(pinned.headers["cache-control"]).toBe("public, immutable")
    expect(Date.parse(pinned.headers["expires"] ?? "")).toBeGreaterThan(Date.now())
    const moved = await ask("GET", "/openapi/v3/api/v1?hash=older")
    expect([moved.status, moved.headers["location"]]).toEqual([301, url])
  })

  test("a selector may be long", async () => {
    const { status } = await ask("GET", `${all}?labelSelector=a+in+(${Array(20_000).fill("b").join(",")})`)
    expect(status).toBe(200)
  })
})

test("a binding by its own name binds, once", async () => {
  const serviceAccount = { kind: "ServiceAccount", apiVersion: "v1", metadata: { name: "default" } }
  await ask("POST", "/api/v1/namespaces/default/serviceaccounts", serviceAccount)
  const spec = { containers: [{ name: "c", image: "i" }] }
  const pods = "/api/v1/namespaces/default/pods"
  await ask("POST", pods, { kind: "Pod", apiVersion: "v1", metadata: { name: "web" }, spec })
  const target = { kind: "Node", name: "n1" }
  const binding = { kind: "Binding", apiVersion: "v1", metadata: { name: "web" }, target }
  const bind = () => ask("POST", "/api/v1/namespaces/default/bindings", binding)
  expect((await bind()).status).toBe(201)
  expect((await ask("GET", `${pods}/web`)).json.spec.nodeName).toBe("n1")
  expect(said(await bind())).toContain('409 Operation cannot be fulfilled on pods/binding "web"')
})
