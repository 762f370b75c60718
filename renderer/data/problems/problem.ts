import { texts } from "../../texts/texts.ts"

/** Something that does not work as asked for, and why, in words. */
export interface Problem {
  /** The same as long as it is the same problem. */
  readonly id: string
  /** "warn": it may still become well by itself. */
  readonly tone: "bad" | "warn"
  /** Kubernetes' own word: "ImagePullBackOff". */
  readonly reason: string
  readonly about: ObjectAddress
  readonly message: string
  readonly advice: string
  /** What shows it, without the program's name: "describe pod web-1 -n default". */
  readonly command: string
  readonly sinceMs: number | undefined
  /** Pods of `about` that have it, where it is told of what made them. */
  readonly pods: readonly ObjectAddress[]
  /** There where the log of the run before tells why. */
  readonly previousLog?: { readonly pod: ObjectAddress; readonly container: string }
}

/** Where an object is: enough for a link and for a command. */
export interface ObjectAddress {
  /** "" for the core group. */
  readonly group: string
  readonly version: string
  readonly plural: string
  /** "Deployment" */
  readonly kind: string
  /** "" for what has none. */
  readonly namespace: string
  readonly name: string
}

export function adviceFor(reason: string): string {
  return texts.problems.advice[reason] ?? texts.problems.otherAdvice
}

/** "describe deployment web -n default" */
export function describeCommand({ kind, namespace, name }: ObjectAddress): string {
  return `describe ${kind.toLowerCase()} ${name}${namespace === "" ? "" : ` -n ${namespace}`}`
}

export function idOf({ plural, namespace, name }: ObjectAddress, ...parts: readonly string[]): string {
  return [plural, namespace, name, ...parts].join(" ")
}

/** Kubernetes' time as a number; undefined for none. */
export function timeOf(time: string | undefined): number | undefined {
  const ms = time === undefined ? Number.NaN : Date.parse(time)
  return Number.isNaN(ms) ? undefined : ms
}

/** A pod's address. */
export function podAddress(metadata: {
  readonly namespace?: string | undefined
  readonly name?: string | undefined
}): ObjectAddress {
  const { namespace = "", name = "" } = metadata
  return { group: "", version: "v1", plural: "pods", kind: "Pod", namespace, name }
}
