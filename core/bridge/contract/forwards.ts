import { z } from "zod"
import { call, stream } from "../method.ts"

/** Ports of pods and services on this machine's loopback. */
export const forwardMethods = {
  /** Answers when the local port listens. A local port of 0 takes a free one. */
  "forwards.open": call(
    z.object({
      profile: z.string(),
      namespace: z.string(),
      /** A pod, or what stands for pods: each connection goes to one that is ready at that moment. */
      kind: z.enum(["pods", "services", "deployments", "replicasets", "statefulsets", "daemonsets"]),
      name: z.string(),
      /** A number, or a port's name. For a service it is the service's port. */
      port: z.union([z.number().int().min(1).max(65_535), z.string()]),
      localPort: z.number().int().min(0).max(65_535),
    }),
  )<ForwardSummary>(),
  "forwards.watch": stream(z.void())<readonly ForwardSummary[]>(),
  "forwards.close": call(z.object({ id: z.string() }))<void>(),
}

export interface ForwardSummary {
  readonly id: string
  readonly profile: string
  readonly namespace: string
  readonly kind: string
  readonly name: string
  readonly port: number | string
  readonly localPort: number
  /** "waiting": no pod is ready, or the API server does not answer; it goes on by itself when one is. */
  readonly state: "active" | "waiting"
  readonly reason?: string | undefined
  readonly connections: number
  /** The same on the command line. */
  readonly command: string
}
