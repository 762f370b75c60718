import type { Buffer } from "node:buffer"
import type { DecodedPacket, Packet } from "dns-packet"
import {
  AUTHORITATIVE_ANSWER,
  decode,
  encode,
  RECURSION_AVAILABLE,
  RECURSION_DESIRED,
  TRUNCATED_RESPONSE,
} from "dns-packet"
import type { Record } from "./record.ts"

/** One question, as every resolver asks: the rest of the protocol allows more, nobody uses it. */
export interface Question {
  readonly id: number
  readonly name: string
  readonly type: string
  readonly recursionDesired: boolean
  /** How large a UDP answer the client takes. */
  readonly udpBytesMax: number
  readonly hasEdns: boolean
}

export interface Reply {
  readonly code: "NOERROR" | "NXDOMAIN" | "SERVFAIL" | "NOTIMP" | "FORMERR" | "REFUSED"
  readonly authoritative: boolean
  readonly answers: readonly Record[]
  readonly additionals: readonly Record[]
  readonly authorities: readonly Record[]
}

export const serverFailure: Reply = {
  code: "SERVFAIL",
  authoritative: false,
  answers: [],
  additionals: [],
  authorities: [],
}

/** What every resolver takes over UDP (RFC 1035 §4.2.1). */
const plainUdpBytes = 512
/** What we send at most, whatever the client claims (DNS flag day 2020). */
const udpBytesMax = 1_232

/** Undefined for what is no question. Throws for what is no DNS. */
export function decodeQuestion(bytes: Buffer): Question | undefined {
  const packet = decode(bytes)
  const [question] = packet.questions ?? []
  if (packet.type !== "query" || question === undefined) return undefined
  const edns = packet.additionals?.find((each) => each.type === "OPT") as
    | { readonly udpPayloadSize?: number }
    | undefined // dns-packet's OPT
  return {
    id: packet.id ?? 0,
    name: question.name,
    type: question.type,
    recursionDesired: ((packet.flags ?? 0) & RECURSION_DESIRED) !== 0,
    udpBytesMax: Math.min(udpBytesMax, Math.max(plainUdpBytes, edns?.udpPayloadSize ?? plainUdpBytes)),
    hasEdns: edns !== undefined,
  }
}

/** An answer that does not fit is cut to nothing and marked: the client asks again over TCP. */
export function encodeReply(question: Question, reply: Reply, bytesMax: number = Number.POSITIVE_INFINITY): Buffer {
  const whole = encode(toPacket(question, reply, 0))
  if (whole.length <= bytesMax) return whole
  return encode(toPacket(question, { ...reply, answers: [], additionals: [], authorities: [] }, TRUNCATED_RESPONSE))
}

const codes = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const

function toPacket(question: Question, reply: Reply, extraFlags: number): Packet {
  const flags =
    extraFlags |
    RECURSION_AVAILABLE |
    (question.recursionDesired ? RECURSION_DESIRED : 0) |
    (reply.authoritative ? AUTHORITATIVE_ANSWER : 0) |
    codes[reply.code]
  const opt = { type: "OPT", name: ".", udpPayloadSize: udpBytesMax, flags: 0, options: [] }
  return {
    type: "response",
    id: question.id,
    flags,
    questions: [{ name: question.name, type: question.type, class: "IN" }],
    answers: [...reply.answers],
    authorities: [...reply.authorities],
    additionals: [...reply.additionals, ...(question.hasEdns ? [opt] : [])],
  } as Packet // our records are dns-packet's; its union does not take a type that is only known at run time
}

export function encodeQuery(id: number, name: string, type: string): Buffer {
  return encode({ type: "query", id, flags: RECURSION_DESIRED, questions: [{ name, type, class: "IN" }] } as Packet) // as above
}

export interface UpstreamReply extends Reply {
  readonly id: number
  readonly truncated: boolean
}

export function decodeReply(bytes: Buffer): UpstreamReply {
  const packet: DecodedPacket = decode(bytes)
  const flags = packet.flags ?? 0
  const code =
    (Object.keys(codes) as (keyof typeof codes)[]).find((each) => codes[each] === (flags & 0xf)) ?? "SERVFAIL"
  const plain = (records: readonly unknown[] | undefined) =>
    (records ?? []).filter((each) => (each as { type: string }).type !== "OPT") as Record[] // dns-packet's own, passed through as they came
  return {
    id: packet.id ?? 0,
    truncated: (flags & TRUNCATED_RESPONSE) !== 0,
    code,
    authoritative: false,
    answers: plain(packet.answers),
    additionals: plain(packet.additionals),
    authorities: plain(packet.authorities),
  }
}
