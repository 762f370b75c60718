import { createServer as createHttps, type Server } from "node:https"
import type { AddressInfo } from "node:net"
import { connect as connectTls } from "node:tls"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { Node, Pod } from "../../core/apis/core/v1.gen.ts"
import { nodes, pods, serviceaccounts } from "../../core/apis/resources.gen.ts"
import { newAuthority, signCertificate } from "../../core/cluster/pki/certificate.ts"
import { startTestApiServer, type TestApiServer } from "../support/test-api-server.ts"

/** Streams to a node: a kubelet that only tells what it was asked stands at the other end. */

let api: TestApiServer
let kubelet: Server

beforeAll(async () => {
  kubelet = await startKubelet()
  api = await startTestApiServer({ kubelet: true })
  const { port } = kubelet.address() as AddressInfo // a TCP server that listens
  const { client } = api
  const node: Node = { metadata: { name: "n1" }, spec: {}, status: {} }
  await client.create(nodes, node)
  const status = {
    addresses: [{ type: "InternalIP", address: "127.0.0.1" }],
    daemonEndpoints: { kubeletEndpoint: { Port: port } },
  }
  await client.patch(nodes, { name: "n1" }, { type: "merge", body: { status } }, { subresource: "status" })
  await client.create(serviceaccounts, { metadata: { name: "default", namespace: "default" } })
  const pod = {
    metadata: { name: "web", namespace: "default" },
    spec: { nodeName: "n1", containers: [{ name: "c", image: "x" }] },
    status: {},
  } as Pod // the rest is defaulted
  await client.create(pods, pod)
})

afterAll(async () => {
  await api?.[Symbol.asyncDispose]()
  kubelet?.close()
})

test("a log is the kubelet's, byte by byte", async () => {
  const answer = await ask("GET", "/api/v1/namespaces/default/pods/web/log?tailLines=5&follow=true")
  expect(answer).toContain("HTTP/1.1 200")
  expect(answer).toContain("GET /containerLogs/default/web/c?follow=true&tailLines=5 by kube-apiserver-kubelet-client")
})

test("a log that is not there yet is told as a Status", async () => {
  const answer = await ask("GET", "/api/v1/namespaces/default/pods/web/log?sinceSeconds=400")
  expect(answer).toContain("HTTP/1.1 400")
  expect(answer).toContain('"reason":"BadRequest"')
  expect(answer).toContain("is waiting to start: ContainerCreating")
})

test("an exec is handed through with whatever protocol was asked for", async () => {
  const answer = await ask("POST", "/api/v1/namespaces/default/pods/web/exec?command=ls&command=-l&stdout=1", {
    connection: "Upgrade",
    upgrade: "SPDY/3.1",
    authorization: "Bearer secret",
  })
  expect(answer).toContain("HTTP/1.1 101 Switching Protocols")
  expect(answer).toContain("POST /exec/default/web/c?output=1&command=ls&command=-l SPDY/3.1 (no token)")
  expect(answer).toContain("echo: hello")
})

test("who may not exec reaches no kubelet", async () => {
  const answer = await ask("POST", "/api/v1/namespaces/default/pods/web/exec?command=ls", {
    connection: "Upgrade",
    upgrade: "SPDY/3.1",
    "impersonate-user": "alice",
  })
  expect(answer).toContain("HTTP/1.1 403")
  expect(answer).toContain('cannot create resource \\"pods/exec\\"')
})

test("a pod that runs nowhere has no log", async () => {
  const answer = await ask("GET", "/api/v1/namespaces/default/pods/none/log")
  expect(answer).toContain("HTTP/1.1 404")
})

/** Over HTTP/1.1 and a socket of our own: what comes back is seen as it comes. */
async function ask(method: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const { hostname, port } = new URL(api.url)
  const socket = connectTls({
    host: hostname,
    port: Number(port),
    ca: api.ca,
    cert: api.admin.certificate,
    key: api.admin.key,
    ALPNProtocols: ["http/1.1"],
    servername: "localhost",
  })
  const lines = Object.entries({ host: hostname, connection: "close", ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  )
  socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n`)
  if (headers["upgrade"] !== undefined) socket.write("hello")
  let text = ""
  for await (const chunk of socket) text += String(chunk)
  return text
}

async function startKubelet(): Promise<Server> {
  const validity = { nowMs: Date.now(), days: 1 }
  const own = await newAuthority("kubelet", validity)
  const serving = await signCertificate(own, { ...validity, commonName: "n1", usages: ["server"], hosts: ["n1"] })
  const server = createHttps(
    { key: serving.key, cert: serving.certificate, requestCert: true, rejectUnauthorized: false },
    (request, response) => {
      if (request.url?.includes("sinceSeconds=400")) {
        response.writeHead(400).end('container "c" in pod "web" is waiting to start: ContainerCreating')
        return
      }
      const { subject } = (
        request.socket as typeof request.socket & { getPeerCertificate(): { subject: { CN: string } } }
      ).getPeerCertificate() // over TLS
      response.write(`${request.method} ${request.url} `)
      response.end(`by ${subject.CN}`)
    },
  )
  server.on("upgrade", (request, socket, head) => {
    const token = request.headers.authorization === undefined ? "(no token)" : "(token!)"
    socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: SPDY/3.1\r\n\r\n")
    socket.write(`${request.method} ${request.url} ${request.headers.upgrade} ${token}\n`)
    const answer = (bytes: Uint8Array) => socket.end(`echo: ${bytes}`)
    if (head.length > 0) answer(head)
    else socket.once("data", answer)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return server
}
