import { describe, expect, test } from "vitest"
import { textToBase64 } from "../../../base/base64.ts"
import { cellsOf, complaintsOf, prepared, updated } from "../../testing/write.ts"
import { secret } from "./secret.ts"

function manifest(rest: object): object {
  return { apiVersion: "v1", kind: "Secret", metadata: { name: "keys" }, ...rest }
}

describe("a secret", () => {
  test("written as text is kept as bytes, and text wins", () => {
    const made = prepared(secret, manifest({ data: { a: "QQ==", b: "Qg==" }, stringData: { a: "größe" } }))
    expect(made).toMatchObject({ type: "Opaque", data: { a: textToBase64("größe"), b: "Qg==" } })
    expect(made).not.toHaveProperty("stringData")
    expect(cellsOf(secret, made)).toMatchObject({ Type: "Opaque", Data: 2 })
  })

  test("that is immutable changes no more", () => {
    const old = prepared(secret, manifest({ immutable: true, data: { a: "QQ==" } }))
    const frozen = "Forbidden: field is immutable when `immutable` is set"
    expect(updated(secret, old, manifest({ data: { a: "Qg==" } })).complaints).toEqual([
      `immutable: ${frozen}`,
      `data: ${frozen}`,
    ])
  })

  test("keeps its type", () => {
    const old = prepared(secret, manifest({ type: "example.com/a" }))
    expect(updated(secret, old, manifest({ type: "example.com/b" })).complaints).toEqual([
      'type: Invalid value: "example.com/b": field is immutable',
    ])
  })
})

test.each([
  ["kubernetes.io/basic-auth", {}, ["data[username]: Required value", "data[password]: Required value"]],
  ["kubernetes.io/basic-auth", { password: "x" }, []],
  ["kubernetes.io/ssh-auth", {}, ["data[ssh-privatekey]: Required value"]],
  ["kubernetes.io/dockerconfigjson", {}, ["data[.dockerconfigjson]: Required value"]],
  [
    "kubernetes.io/dockerconfigjson",
    { ".dockerconfigjson": "nope" },
    [
      "data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": invalid character 'n' looking for beginning of value",
    ],
  ],
  ["kubernetes.io/dockerconfigjson", { ".dockerconfigjson": '{"auths":{}}' }, []],
  [
    "kubernetes.io/service-account-token",
    {},
    ["metadata.annotations[kubernetes.io/service-account.name]: Required value"],
  ],
  [
    "Opaque",
    { "not valid": "x" },
    [
      "data[not valid]: Invalid value: \"not valid\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
    ],
  ],
])("of type %s with %j", (type, stringData, complaints) => {
  expect(complaintsOf(secret, manifest({ type, stringData }))).toEqual(complaints)
})

test("more than a mebibyte is too long", () => {
  const data = { a: "A".repeat(4 * 400_000) }
  expect(complaintsOf(secret, manifest({ data }))).toEqual(["data: Too long: may not be more than 1048576 bytes"])
})

test("a certificate that cannot be loaded is warned of", () => {
  const warn = (crt: string, key: string) =>
    secret.strategy.warnings?.(
      prepared(secret, manifest({ type: "kubernetes.io/tls", stringData: { "tls.crt": crt, "tls.key": key } })),
      undefined,
    )
  const certificate = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n"
  expect(warn("x", "x")).toEqual(["tls: failed to find any PEM data in certificate input"])
  expect(warn(certificate, "x")).toEqual(["tls: failed to find any PEM data in key input"])
})
