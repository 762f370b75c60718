import { createSecureServer, type Http2SecureServer, type ServerHttp2Session, type ServerHttp2Stream } from "node:http2"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"
import type { TLSSocket } from "node:tls"
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest"
import { FakeClock } from "../../core/base/testing/fake-clock.ts"
import { type KeyPair, newAuthority, signCertificate } from "../../core/cluster/pki/certificate.ts"
import { systemClock } from "../../core/host/clock.ts"
import { HttpsTransport } from "../../core/transport/https/https-transport.ts"

const validity = { nowMs: Date.now(), days: 1 }

let authority: KeyPair
let serverPair: KeyPair
let clientPair: KeyPair
let server: Http2SecureServer
let transport: HttpsTransport
let port: number
let sessions: ServerHttp2Session[]
/** What the server does with a request, the body being there. */
let answer: (stream: ServerHttp2Stream, headers: Readonly<Record<string, unknown>>, body: Buffer) => void

beforeAll(async () => {
  authority = await newAuthority("test-ca", validity)
  serverPair = await signCertificate(authority, {
    ...validity,
    commonName: "kube-apiserver",
    usages: ["server"],
    hosts: ["127.0.0.1"],
  })
  clientPair = await signCertificate(authority, { ...validity, commonName: "tester", usages: ["client"] })
})

beforeEach(async () => {
  sessions = []
  await listen(0)
  transport = new HttpsTransport({
    server: `https://127.0.0.1:${port}`,
    ca: authority.certificate,
    certificate: clientPair.certificate,
    key: clientPair.key,
    clock: systemClock,
  })
})

afterEach(() => {
  transport.close()
  stop()
})

async function listen(at: number): Promise<void> {
  const { certificate, key } = serverPair
  server = createSecureServer({
    cert: certificate,
    key,
    ca: authority.certificate,
    requestCert: true,
    rejectUnauthorized: false,
    maxSessionMemory: 256, // as the API server's
  })
  server.on("session", (session) => void sessions.push(session))
  server.on("stream", (stream, headers) => {
    const pieces: Buffer[] = []
    stream.on("error", () => {})
    stream.on("data", (piece: Buffer) => pieces.push(piece))
    stream.on("end", () => answer(stream, headers, Buffer.concat(pieces)))
  })
  await new Promise<void>((resolve) => server.listen(at, "127.0.0.1", resolve))
  port = (server.address() as AddressInfo).port // it listens on TCP
}

function stop(): void {
  for (const session of sessions) session.destroy()
  server.close()
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const get = (path = "/") => transport.request({ method: "GET", path })

it("sends method, path, headers, body and the client's certificate, and gives back the answer", async () => {
  answer = (stream, headers, body) => {
    const socket = stream.session?.socket as TLSSocket | undefined // the server speaks TLS
    stream.respond({ ":status": 201, "content-type": "text/plain" })
    stream.end(
      `${headers[":method"]} ${headers[":path"]} ${headers["x-own"]} ${body} ${socket?.getPeerCertificate().subject.CN}`,
    )
  }
  const response = await transport.request({
    method: "POST",
    path: "/api/v1/pods?limit=1",
    headers: { "x-own": "yes" },
    body: new TextEncoder().encode("hello"),
  })
  expect(response).toMatchObject({ status: 201, headers: { "content-type": "text/plain" } })
  expect(text(await response.bytes())).toBe("POST /api/v1/pods?limit=1 yes hello tester")
})

it("asks for the bearer token each time", async () => {
  let count = 0
  transport.close()
  transport = new HttpsTransport({
    server: `https://127.0.0.1:${port}`,
    ca: authority.certificate,
    bearerToken: () => `token-${++count}`,
    clock: systemClock,
  })
  answer = (stream, headers) => {
    stream.respond({ ":status": 200 })
    stream.end(headers["authorization"])
  }
  expect([text(await (await get()).bytes()), text(await (await get()).bytes())]).toEqual([
    "Bearer token-1",
    "Bearer token-2",
  ])
})

it("keeps one connection for everything at once", async () => {
  answer = (stream) => {
    stream.respond({ ":status": 200 })
    stream.end(Buffer.alloc(8_000_000, "x"))
  }
  const bodies = await Promise.all(Array.from({ length: 8 }, async () => (await get()).bytes()))
  expect(bodies.map((body) => body.length)).toEqual(Array.from({ length: 8 }, () => 8_000_000))
  expect(sessions).toHaveLength(1)
})

it("streams as the server writes, and lets go when the signal aborts", async () => {
  const closed = Promise.withResolvers<void>()
  answer = (stream) => {
    stream.respond({ ":status": 200 })
    stream.write("one")
    stream.once("close", closed.resolve)
  }
  const end = new AbortController()
  const response = await transport.request({ method: "GET", path: "/", signal: end.signal })
  const chunks = response.chunks[Symbol.asyncIterator]()
  expect(text((await chunks.next()).value)).toBe("one")
  end.abort(new Error("Enough"))
  await expect(chunks.next()).rejects.toThrow("Enough")
  await closed.promise
})

it("gives up a request that nobody answers when the signal aborts", async () => {
  answer = () => {}
  const end = new AbortController()
  const response = transport.request({ method: "GET", path: "/", signal: end.signal })
  end.abort(new Error("Enough"))
  await expect(response).rejects.toThrow("Enough")
})

it("ends the stream with an error when the connection is lost", async () => {
  answer = (stream) => {
    stream.respond({ ":status": 200 })
    stream.write("one")
  }
  const chunks = (await get()).chunks[Symbol.asyncIterator]()
  await chunks.next()
  for (const session of sessions) session.destroy()
  await expect(chunks.next()).rejects.toThrow("Connection was lost")
})

it("connects again to a server that was restarted", async () => {
  answer = (stream) => {
    stream.respond({ ":status": 200 })
    stream.end("here")
  }
  await (await get()).bytes()
  stop()
  await listen(port)
  const response = await get().catch(() => get()) // the first may learn of the loss
  expect(text(await response.bytes())).toBe("here")
})

it("sends again what the server refused to look at", async () => {
  let count = 0
  answer = (stream) => {
    if (count++ === 0) return stream.close(7)
    stream.respond({ ":status": 200 })
    stream.end("second")
  }
  expect(text(await (await get()).bytes())).toBe("second")
})

it("says what it could not reach, and why", async () => {
  stop()
  await expect(get()).rejects.toMatchObject({ message: `Cannot reach "https://127.0.0.1:${port}"` })
})

it("gives up a connection whose other end says nothing any more", async () => {
  answer = (stream) => {
    stream.respond({ ":status": 200 })
    stream.write("one")
  }
  const sockets: Socket[] = []
  const line = createServer((socket) => {
    const onward = connect(port, "127.0.0.1")
    sockets.push(socket, onward)
    socket.pipe(onward).pipe(socket)
  })
  await new Promise<void>((resolve) => line.listen(0, "127.0.0.1", resolve))
  const clock = new FakeClock()
  transport.close()
  const { port: linePort } = line.address() as AddressInfo // it listens on TCP
  const address = `https://127.0.0.1:${linePort}`
  transport = new HttpsTransport({ server: address, ca: authority.certificate, clock })
  const chunks = (await get()).chunks[Symbol.asyncIterator]()
  await chunks.next()
  const next = chunks.next()
  next.catch(() => {})

  await clock.advance(30_000)
  await new Promise((resolve) => sockets[1]?.once("data", resolve)) // the answer to the ping
  for (const socket of sockets) socket.unpipe().resume()
  await clock.advance(45_000)
  await expect(next).rejects.toThrow("Connection was lost")
  line.close()
  for (const socket of sockets) socket.destroy()
})

it("refuses a server that another authority vouches for", async () => {
  const other = await newAuthority("other-ca", validity)
  transport.close()
  const address = `https://127.0.0.1:${port}`
  transport = new HttpsTransport({ server: address, ca: other.certificate, clock: systemClock })
  await expect(get()).rejects.toThrow("Cannot reach")
})

it("keeps a body for whoever reads it late", async () => {
  answer = (stream) => {
    stream.respond({ ":status": 200 })
    stream.end("all of it")
  }
  const response = await get()
  await new Promise((resolve) => setTimeout(resolve, 50)) // long after the last byte
  expect(new TextDecoder().decode(await response.bytes())).toBe("all of it")
})

it("waits for a server that is starting, when it is told to", async () => {
  answer = (stream) => {
    stream.respond({ ":status": 200 })
    stream.end("late")
  }
  const at = port
  stop()
  const patient = new HttpsTransport({
    server: `https://127.0.0.1:${at}`,
    ca: authority.certificate,
    clock: systemClock,
    patience: { atMostMs: 5_000, signal: new AbortController().signal },
  })
  const asked = patient.request({ method: "GET", path: "/" })
  await expect(get()).rejects.toThrow("Cannot reach")
  await listen(at)
  expect(text(await (await asked).bytes())).toBe("late")
  patient.close()
})
