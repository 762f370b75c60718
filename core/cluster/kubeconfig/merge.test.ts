import { expect, it } from "vitest"
import { parse } from "yaml"
import { currentContext, serverIn, withEntry, withoutCurrent, withoutEntry } from "./merge.ts"

const entry = {
  name: "cove",
  server: "https://192.168.99.100:8443",
  namespace: "default",
  cluster: { "certificate-authority": "/h/ca.crt" },
  user: { "client-certificate": "/h/client.crt", "client-key": "/h/client.key" },
}

const cove = { name: "cove", authority: "/h/ca.crt" }

const others = `# mine, do not touch
apiVersion: v1
kind: Config
clusters:
- cluster: {server: https://work}
  name: work
contexts:
- context: {cluster: work, user: me}
  name: work # the important one
users:
- name: me
  user: {token: abc}
current-context: work
`

it("makes a kubeconfig out of nothing", () => {
  expect(parse(withEntry("", entry, { makeCurrent: true }))).toMatchObject({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "cove",
    clusters: [
      { name: "cove", cluster: { server: "https://192.168.99.100:8443", "certificate-authority": "/h/ca.crt" } },
    ],
    contexts: [{ name: "cove", context: { cluster: "cove", namespace: "default", user: "cove" } }],
    users: [{ name: "cove", user: { "client-certificate": "/h/client.crt" } }],
  })
})

it("leaves other people's entries and comments alone", () => {
  const merged = withEntry(others, entry, { makeCurrent: true })
  expect(merged).toContain("# mine, do not touch")
  expect(merged).toContain("name: work # the important one")
  expect(parse(merged).clusters).toHaveLength(2)
  expect(currentContext(merged)).toBe("cove")
})

it("takes only its own away again and restores the context that was current", () => {
  const gone = withoutEntry(withEntry(others, entry, { makeCurrent: true }), { ...cove, previous: "work" })
  expect(gone).toBe(others)
})

it("gives the current context back, and keeps the entry, for a cluster that stands still", () => {
  const stopped = withoutCurrent(withEntry(others, entry, { makeCurrent: true }), "cove", "work")
  expect(currentContext(stopped)).toBe("work")
  expect(serverIn(stopped, "cove")).toBe("https://192.168.99.100:8443")
})

it("does not restore a context that is no longer there", () => {
  expect(
    currentContext(withoutEntry(withEntry("", entry, { makeCurrent: true }), { ...cove, previous: "work" })),
  ).toBeUndefined()
})

it("leaves the current context alone when another was chosen meanwhile", () => {
  expect(
    currentContext(withoutEntry(withEntry(others, entry, { makeCurrent: false }), { ...cove, previous: "x" })),
  ).toBe("work")
})

it("replaces its own entry", () => {
  const twice = withEntry(
    withEntry(others, entry, { makeCurrent: true }),
    { ...entry, server: "https://new" },
    { makeCurrent: true },
  )
  expect(parse(twice).clusters).toHaveLength(2)
  expect(parse(twice).clusters[1].cluster.server).toBe("https://new")
})

it("refuses to write over what is not a kubeconfig", () => {
  expect(() => withEntry("clusters: [", entry, { makeCurrent: true })).toThrow(SyntaxError)
  expect(() => withEntry("just text", entry, { makeCurrent: true })).toThrow("Not a kubeconfig")
})

it("keeps long lines long, and lists as they were indented", () => {
  const indented = `clusters:\n  - name: work\n    cluster:\n      certificate-authority-data: ${"QUJD ".repeat(60).trim()}\n`
  const merged = withEntry(indented, entry, { makeCurrent: false })
  expect(merged.startsWith(indented)).toBe(true)
  expect(withEntry("clusters: null\n", entry, { makeCurrent: true })).toContain("\n- cluster:")
})

it("does not touch an entry of its name that is somebody else's", () => {
  const foreign = others.replaceAll("work", "cove")
  expect(() => withEntry(foreign, entry, { makeCurrent: true })).toThrow('another entry "cove"')
  expect(withoutEntry(foreign, { ...cove, previous: undefined })).toBe(foreign)
})
