/** A resource record, in the shape `dns-packet` encodes. */
export type Record =
  | {
      readonly type: "A" | "AAAA" | "CNAME" | "NS" | "PTR" | "TXT"
      readonly name: string
      readonly ttl: number
      readonly data: string
    }
  | {
      readonly type: "SRV"
      readonly name: string
      readonly ttl: number
      readonly data: {
        readonly priority: number
        readonly weight: number
        readonly port: number
        readonly target: string
      }
    }
  | { readonly type: "SOA"; readonly name: string; readonly ttl: number; readonly data: StartOfAuthority }

export interface StartOfAuthority {
  readonly mname: string
  readonly rname: string
  readonly serial: number
  readonly refresh: number
  readonly retry: number
  readonly expire: number
  readonly minimum: number
}

export interface Lookup {
  readonly code: "NOERROR" | "NXDOMAIN"
  readonly answers: readonly Record[]
  readonly additionals: readonly Record[]
  /** Says how long a "no" may be kept. */
  readonly authority: Record | undefined
}
