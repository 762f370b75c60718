import type { ClusterDefaults } from "../../../core/bridge/contract/clusters.ts"
import { operationCommand } from "../../../core/bridge/operation-command.ts"
import { texts } from "../../texts/texts.ts"

/** A new cluster as it is filled in; numbers are texts until they are right. */
export interface ClusterWishes {
  readonly name: string
  /** "auto", or a driver's name. */
  readonly driver: string
  readonly nodes: string
  readonly cpus: string
  /** Of each node, in GiB. */
  readonly memory: string
}

export type WishErrors = { readonly [K in keyof ClusterWishes]?: string }

/** Nodes of one cluster; more is better had elsewhere than on a desktop. */
const nodesMax = 50
const cpusMin = 0.1
const memoryMinGiB = 1

export function wishesOf(defaults: ClusterDefaults): ClusterWishes {
  return {
    name: defaults.name,
    driver: defaults.driver,
    nodes: String(defaults.nodes),
    cpus: String(defaults.cpus),
    memory: String(Number((defaults.memoryMiB / 1024).toFixed(1))),
  }
}

/** What is wrong with each of the wishes; empty when a cluster can be made of them. */
export function errorsOf(
  wishes: ClusterWishes,
  { taken, machine }: { readonly taken: readonly string[]; readonly machine: ClusterDefaults["machine"] },
): WishErrors {
  const found = {
    name: nameError(wishes.name, taken),
    nodes: numberError(wishes.nodes, { from: 1, to: nodesMax, whole: true }),
    cpus: numberError(wishes.cpus, { from: cpusMin, to: machine.cpus }),
    memory: numberError(wishes.memory, { from: memoryMinGiB, to: Math.floor(machine.memoryMiB / 102.4) / 10 }),
  }
  return Object.fromEntries(Object.entries(found).filter(([, error]) => error !== undefined))
}

/** Why a cluster cannot have a name: the rules of a profile's name, and no other cluster has it. */
export function nameError(name: string, taken: readonly string[]): string | undefined {
  if (name === "") return texts.clusters.dialog.nameEmpty
  if (!/^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/.test(name)) return texts.clusters.dialog.nameWrong
  return taken.includes(name) ? texts.clusters.dialog.nameTaken : undefined
}

/** What "operations.run" is asked. */
export function startInput(wishes: ClusterWishes) {
  return {
    action: "start" as const,
    profile: wishes.name,
    driver: wishes.driver,
    nodes: Number(wishes.nodes),
    cpus: Number(wishes.cpus),
    memoryMiB: Math.round(Number(wishes.memory) * 1024),
  }
}

/** The same on the command line. */
export function startCommand(wishes: ClusterWishes): string {
  return operationCommand(startInput(wishes))
}

function numberError(
  text: string,
  { from, to, whole = false }: { readonly from: number; readonly to: number; readonly whole?: boolean },
): string | undefined {
  const value = Number(text)
  const right = text.trim() !== "" && value >= from && value <= to && (!whole || Number.isInteger(value))
  return right ? undefined : texts.clusters.dialog.outOf(from, to)
}
