import { expect, it } from "vitest"
import { readKubeconfig } from "./kubeconfig.ts"

const config = {
  "current-context": "cove",
  contexts: [{ name: "cove", context: { cluster: "c", user: "u", namespace: "work" } }],
  clusters: [
    { name: "c", cluster: { server: "https://192.168.99.100:8443", "certificate-authority-data": btoa("CA") } },
  ],
  users: [{ name: "u", user: { "client-certificate": "/pki/me.crt", "client-key-data": btoa("KEY") } }],
}

it("reads how to reach the cluster of the current context", () => {
  expect(readKubeconfig(config)).toEqual({
    server: "https://192.168.99.100:8443",
    ca: { text: "CA" },
    certificate: { file: "/pki/me.crt" },
    key: { text: "KEY" },
    token: undefined,
    namespace: "work",
    insecureSkipTlsVerify: false,
  })
})

it("says what is missing", () => {
  expect(() => readKubeconfig({})).toThrow("Kubeconfig has no current context")
  expect(() => readKubeconfig({ ...config, users: [] })).toThrow('Kubeconfig has no user "u"')
  expect(() => readKubeconfig(config, "other")).toThrow('Kubeconfig has no context "other"')
})
