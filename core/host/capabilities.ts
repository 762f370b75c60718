import { readFile } from "node:fs/promises"

/** What the kernel lets a privileged process of this machine do at most. Undefined where there is no such kernel. */
export interface Capabilities {
  /** "CAP_SYS_ADMIN" ... that can be had. */
  readonly there: readonly string[]
  /** Those that were taken from the whole machine, as some virtual machines do. */
  readonly missing: readonly string[]
}

export async function readCapabilities(): Promise<Capabilities | undefined> {
  const status = await readFile("/proc/self/status", "utf8").catch(() => undefined)
  const last = await readFile("/proc/sys/kernel/cap_last_cap", "utf8").catch(() => undefined)
  const bounding = /^CapBnd:\s*([0-9a-f]+)/m.exec(status ?? "")?.[1]
  if (bounding === undefined || last === undefined) return undefined
  return parseCapabilities(bounding, Number(last))
}

export function parseCapabilities(bounding: string, last: number): Capabilities {
  const mask = BigInt(`0x${bounding}`)
  const known = names
    .slice(0, last + 1)
    .map((name, bit) => ({ name: `CAP_${name}`, there: ((mask >> BigInt(bit)) & 1n) === 1n }))
  return {
    there: known.filter(({ there }) => there).map(({ name }) => name),
    missing: known.filter(({ there }) => !there).map(({ name }) => name),
  }
}

/** In the order of their bits (linux/capability.h). */
const names = (
  "CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE " +
  "NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN " +
  "SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE " +
  "MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE"
).split(" ")
