import { apiMethods } from "./contract/api.ts"
import { clusterMethods } from "./contract/clusters.ts"
import { desktopMethods } from "./contract/desktop.ts"
import { forwardMethods } from "./contract/forwards.ts"
import { operationMethods } from "./contract/operations.ts"
import { terminalMethods } from "./contract/terminals.ts"
import type { InputOf, OutputOf } from "./method.ts"

/**
 * Everything that screens and host say to each other, whatever carries it: Electron's IPC or a WebSocket. What is not
 * here cannot be asked for. Tokens and keys are in no answer.
 */
export const contract = {
  ...clusterMethods,
  ...operationMethods,
  ...apiMethods,
  ...terminalMethods,
  ...forwardMethods,
  ...desktopMethods,
}

export type Contract = typeof contract

export type CallName = {
  [K in keyof Contract]: Contract[K] extends { readonly type: "call" } ? K : never
}[keyof Contract]
export type StreamName = {
  [K in keyof Contract]: Contract[K] extends { readonly type: "stream" } ? K : never
}[keyof Contract]

/** What a method takes, by its name. */
export type Input<K extends keyof Contract> = InputOf<Contract[K]>

/** What a call answers, or each item of a stream, by the method's name. */
export type Output<K extends keyof Contract> = OutputOf<Contract[K]>
