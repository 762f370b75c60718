import { isJsonObject, type JsonObject } from "../../../../core/base/json.ts"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"
import { specFields } from "../parts/status-of.ts"
import { podSpecOf } from "../related/references.ts"

export interface KnownPort {
  readonly port: number
  readonly name: string
}

/** The TCP ports that an object says it has. */
export function portsOf(object: ApiObject): readonly KnownPort[] {
  if (object.kind === "Service") return portsIn(specFields(object), "port")
  const containers = podSpecOf(object)?.["containers"]
  return Array.isArray(containers)
    ? containers.filter(isJsonObject).flatMap((each) => portsIn(each, "containerPort"))
    : []
}

function portsIn({ ports }: JsonObject, field: string): readonly KnownPort[] {
  if (!Array.isArray(ports)) return []
  return ports.filter(isJsonObject).flatMap((each) => {
    const { name, protocol = "TCP" } = each
    const port = each[field]
    return protocol === "TCP" && typeof port === "number" ? [{ port, name: typeof name === "string" ? name : "" }] : []
  })
}
