import protobuf from "protobufjs/light.js"
import type { RuntimeEvent } from "../runtime.ts"
import { RuntimeError } from "../runtime-error.ts"
import type { Connection } from "./connection.ts"

/**
 * containerd's own event stream (`containerd.services.events.v1.Events/Subscribe`): a container's end arrives within
 * 20 ms and an idle node costs nothing. Throws a `RuntimeError` when the stream breaks.
 */
export async function* watchEvents(connection: Connection, signal: AbortSignal): AsyncIterable<RuntimeEvent> {
  const root = protobuf.Root.fromJSON(messages)
  const subscribe = root.lookupType("SubscribeRequest")
  const envelope = root.lookupType("Envelope")
  const exit = root.lookupType("TaskExit")
  const other = root.lookupType("TaskEvent")
  const filters = Object.keys(typeOfTopic).map((topic) => `namespace==k8s.io,topic=="${topic}"`)
  const request = subscribe.encode(subscribe.fromObject({ filters })).finish()
  // A stream must not be given `undefined`: it would stop there. So what is nobody's news is wrapped too.
  const decode = (bytes: Uint8Array): { readonly news: RuntimeEvent | undefined } => {
    // Both were decoded by the descriptors below.
    const { topic, event } = envelope.toObject(envelope.decode(bytes)) as WireEnvelope
    const type = typeOfTopic[topic]
    if (type === undefined || event?.value === undefined) return { news: undefined }
    const message = type === "ended" ? exit : other
    const { containerId, id } = message.toObject(message.decode(event.value)) as WireTask
    // A process that `exec` started has an id of its own.
    if (type === "ended" && id !== containerId) return { news: undefined }
    return { news: { type, id: containerId } }
  }
  // The runtime says nothing when a subscription begins: an answer over the same connection is as good.
  const stream = connection.stream("/containerd.services.events.v1.Events/Subscribe", request, decode, signal)
  const first = stream.next()
  first.catch(() => undefined)
  await connection.call("Version", {}, { timeoutMs: 10_000, signal })
  yield { type: "connected" }
  for (let next = await first; next.done !== true; next = await stream.next()) {
    if (next.value.news !== undefined) yield next.value.news
  }
  if (!signal.aborted) throw new RuntimeError("unavailable", "Event stream ended")
}

const typeOfTopic: Readonly<Record<string, "started" | "ended" | "oom">> = {
  "/tasks/start": "started",
  "/tasks/exit": "ended",
  "/tasks/oom": "oom",
}

interface WireEnvelope {
  readonly topic: string
  readonly event?: { readonly value?: Uint8Array }
}

interface WireTask {
  readonly containerId: string
  readonly id?: string
}

/** The fields used of containerd's `events/event.proto` and `api/events/task.proto`. */
const messages: protobuf.INamespace = {
  nested: {
    SubscribeRequest: { fields: { filters: { rule: "repeated", type: "string", id: 1 } } },
    Any: { fields: { typeUrl: { type: "string", id: 1 }, value: { type: "bytes", id: 2 } } },
    Envelope: { fields: { topic: { type: "string", id: 3 }, event: { type: "Any", id: 4 } } },
    TaskEvent: { fields: { containerId: { type: "string", id: 1 } } },
    TaskExit: { fields: { containerId: { type: "string", id: 1 }, id: { type: "string", id: 2 } } },
  },
}
