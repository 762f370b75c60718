import { createPrivateKey, createPublicKey } from "node:crypto"
import { kinds } from "../../apis/kinds.ts"
import { schemaText } from "../../apis/schema.gen.ts"
import { type ApiServer, type ApiServerDeps, newApiServer } from "../../apiserver/api-server.ts"
import { AuditLog } from "../../apiserver/audit/audit-log.ts"
import { RotatingFile, type RotatingFileOptions } from "../../apiserver/audit/rotating-file.ts"
import { apiServerUser } from "../../apiserver/authentication/users.ts"
import { Bootstrap } from "../../apiserver/bootstrap/bootstrap.ts"
import { firstObjects } from "../../apiserver/bootstrap/first-objects.ts"
import { firstServiceIP } from "../../apiserver/registry/allocators/service-ips.ts"
import { ListenerComponent } from "../../apiserver/server/listener-component.ts"
import type { Clock } from "../../base/clock.ts"
import type { Component } from "../../base/component.ts"
import type { Log } from "../../base/log.ts"
import type { Random } from "../../base/random.ts"
import type { Client } from "../../client/client.ts"
import { RestClient } from "../../client/rest/rest-client.ts"
import { Schema } from "../../machinery/schema/schema.ts"
import type { Storage } from "../../storage/storage.ts"
import { loopback } from "../../transport/loopback/loopback.ts"
import { openApiDocuments } from "./openapi-documents.ts"

/** What an API server is made of; certificates and keys as PEM. */
export interface ApiServerOptions {
  readonly advertiseAddress: string
  /** All interfaces when left out. */
  readonly bindAddress?: string
  /** 0: any free one. */
  readonly port: number
  /** The port that pods are told; `port` when left out. */
  readonly advertisePort?: number
  readonly cert: string
  readonly key: string
  readonly clientCa: string
  readonly serviceAccountKey: { readonly publicKey: string; readonly privateKey: string }
  readonly serviceAccountIssuer: string
  readonly serviceRange: string
  readonly nodePortRange: string
  readonly kubelet?: ApiServerDeps["kubeletCredentials"]
  readonly virtualObjects?: ApiServerDeps["virtualObjects"]
  /** Left out: none. */
  readonly auditLog?: Omit<RotatingFileOptions, "clock">
}

export interface ComposedApiServer {
  /** To be run together. */
  readonly components: readonly Component[]
  readonly server: ApiServer
  readonly listener: ListenerComponent
  /** The API server's own way in, without a socket. */
  readonly client: Client
}

/** An API server with its port and its first objects. */
export function composeApiServer(
  options: ApiServerOptions,
  deps: { readonly storage: Storage; readonly clock: Clock; readonly random: Random; readonly log: Log },
): ComposedApiServer {
  const { advertiseAddress, port, advertisePort = port, clientCa, serviceRange } = options
  const bootstrap = new Bootstrap(
    firstObjects({
      advertise: { address: advertiseAddress, port: advertisePort },
      serviceIP: firstServiceIP(serviceRange),
      clientCa,
    }),
    deps,
  )
  const { auditLog } = options
  const audit = auditLog && new AuditLog({ file: new RotatingFile({ ...auditLog, clock: deps.clock }), ...deps })
  const server = newApiServer({
    ...deps,
    kinds,
    schema: new Schema(schemaText),
    protobufText: async () => (await import("../../apis/protobuf.gen.ts")).text,
    tokenKeys: {
      issuer: options.serviceAccountIssuer,
      audiences: [options.serviceAccountIssuer],
      privateKey: createPrivateKey(options.serviceAccountKey.privateKey),
      publicKey: createPublicKey(options.serviceAccountKey.publicKey),
    },
    serviceRange,
    nodePortRange: options.nodePortRange,
    serverAddress: `${advertiseAddress}:${advertisePort}`,
    openApi: openApiDocuments(kinds),
    startupChecks: bootstrap.checks,
    ...(audit === undefined ? {} : { audit }),
    ...(options.kubelet === undefined ? {} : { kubeletCredentials: options.kubelet }),
    ...(options.virtualObjects === undefined ? {} : { virtualObjects: options.virtualObjects }),
  })
  const transport = loopback(server.handle, apiServerUser)
  const client = new RestClient({ transport, clock: deps.clock, userAgent: "kube-apiserver" })
  const { bindAddress: host = "0.0.0.0", key, cert } = options
  const listener = new ListenerComponent(
    { host, port, key, cert, clientCa, clock: deps.clock },
    server.handle,
    deps.log,
  )
  const components = [
    server.component,
    bootstrap.use(client),
    listener,
    ...(audit === undefined ? [] : [audit.component]),
  ]
  return { components, server, listener, client }
}
