import type { Event } from "../../../core/apis/core/v1.gen.ts"
import type { AuditRecord } from "../../../core/bridge/contract/api.ts"
import { texts } from "../../texts/texts.ts"
import { kindOf } from "./kinds.ts"
import type { Lane } from "./step.ts"

const words = texts.sequence.lanes

export const apiServerLane: Lane = { id: "apiserver", title: words.apiserver }
export const runtimeLane: Lane = { id: "runtime", title: words.runtime }
const scheduler: Lane = { id: "scheduler", title: words.scheduler }
const kubelet: Lane = { id: "kubelet", title: words.kubelet }

const accountPrefix = "system:serviceaccount:kube-system:"

/** Who made a request: controllers by their account, nodes by their user, people by the program they used. */
export function actorOf({ user, userAgent }: Pick<AuditRecord, "user" | "userAgent">): Lane {
  if (user === "system:kube-scheduler") return scheduler
  if (user.startsWith("system:node:")) return kubelet
  if (user.startsWith(accountPrefix)) return controller(user.slice(accountPrefix.length))
  if (user === "system:apiserver") return apiServerLane
  if (user.startsWith("system:serviceaccount:")) return { id: `user:${user}`, title: user.split(":").at(-1) ?? user }
  if (user.startsWith("system:kube-")) return controller(user.slice("system:kube-".length))
  const program = userAgent.split(/[/ ]/, 1)[0] || user
  return { id: `user:${program}`, title: program }
}

/** Who told of an event. */
export function sourceOf({ reportingComponent, source }: Event): Lane | undefined {
  const component = reportingComponent || source?.component || ""
  if (component === "kubelet") return kubelet
  if (component === "default-scheduler") return scheduler
  return component === "" ? undefined : controller(component)
}

export function isPerson({ user }: Pick<AuditRecord, "user">): boolean {
  return !user.startsWith("system:")
}

function controller(account: string): Lane {
  const id = `controller:${account}`
  if (!account.endsWith("-controller"))
    return { id, title: words.program(account.replace(/^generic-/, "").replaceAll("-", " ")) }
  const name = account.slice(0, -"-controller".length)
  const kind = kindOf(`${name}s`)
  const title = kind === `${name}s` ? name.replaceAll("-", " ") : kind
  return { id, title: words.controller(title) }
}

const order = ["user", "apiserver", "controller", "scheduler", "kubelet", "runtime"]

/** From left to right as a request goes; controllers in the order in which they had something to do. */
export function inOrder(lanes: Iterable<Lane>): readonly Lane[] {
  const unique = [...new Map([...lanes].map((lane) => [lane.id, lane])).values()]
  const rank = ({ id }: Lane) => order.indexOf(id.split(":", 1)[0] ?? "")
  return unique.toSorted((a, b) => rank(a) - rank(b))
}
