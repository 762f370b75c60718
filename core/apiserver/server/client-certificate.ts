import type { TLSSocket } from "node:tls"
import type { ApiRequest } from "../request.ts"

/** The subject of the client's certificate, when the authority handed to the listener has signed it; else undefined. */
export function clientCertificateOf(socket: TLSSocket): ApiRequest["certificate"] {
  if (!socket.authorized) return undefined
  const { subject } = socket.getPeerCertificate()
  if (subject === undefined) return undefined
  return { commonName: one(subject.CN), organizations: many(subject.O) }
}

function one(value: string | readonly string[] | undefined): string {
  return many(value)[0] ?? ""
}

/** Node gives a name that occurs once as a string, else as a list. */
function many(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return []
  return typeof value === "string" ? [value] : value
}
