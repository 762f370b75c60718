import { statfs } from "node:fs/promises"
import { arch, cpus, networkInterfaces, release, totalmem } from "node:os"
import { sha256Hex } from "./digest.ts"
import { readTextFile } from "./files.ts"

export interface MachineFacts {
  readonly machineId: string
  readonly bootId: string
  readonly systemUuid: string
  readonly kernelVersion: string
  readonly osImage: string
  /** In Go's words: amd64, arm64. */
  readonly architecture: string
  readonly cpus: number
  readonly memoryBytes: number
}

/** What this machine, or the container that stands for one, is. Where it has no id, the name it goes by makes one. */
export async function readMachine(name: string): Promise<MachineFacts> {
  const read = async (path: string) => ((await readTextFile(path).catch(() => undefined)) ?? "").trim()
  const machineId = (await read("/etc/machine-id")) || sha256Hex(name).slice(0, 32)
  const bootId = await read("/proc/sys/kernel/random/boot_id")
  return {
    machineId,
    bootId,
    systemUuid: (await read("/sys/class/dmi/id/product_uuid")) || asUuid(machineId),
    kernelVersion: release(),
    osImage: /^PRETTY_NAME="?([^"\n]*)/m.exec(await read("/etc/os-release"))?.[1] ?? "Linux",
    architecture: goArchitecture(),
    cpus: cpus().length,
    memoryBytes: totalmem(),
  }
}

/** "v24.21.0" */
export function nodejsVersion(): string {
  return process.version
}

/** This machine's processor, in the words that Go, images and Debian share. */
export function goArchitecture(): string {
  return goNames[arch()] ?? arch()
}

const goNames: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64", ia32: "386", arm: "arm" }

function asUuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5")
}

export interface DiskFacts {
  readonly capacityBytes: number
  readonly availableBytes: number
  readonly usedBytes: number
  readonly inodes: number
  readonly inodesFree: number
}

/** The file system that a path is on. */
export async function readDisk(path: string): Promise<DiskFacts> {
  const { bsize, blocks, bfree, bavail, files, ffree } = await statfs(path)
  return {
    capacityBytes: blocks * bsize,
    availableBytes: bavail * bsize,
    usedBytes: (blocks - bfree) * bsize,
    inodes: files,
    inodesFree: ffree,
  }
}

/** This machine's first address that others reach it by. */
export function firstAddress(): string | undefined {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  return all.find(({ family, internal }) => family === "IPv4" && !internal)?.address
}

export interface InterfaceCounters {
  readonly name: string
  readonly rxBytes: number
  readonly rxErrors: number
  readonly txBytes: number
  readonly txErrors: number
}

/** Traffic of this network namespace, but for the loopback. */
export async function readInterfaces(): Promise<readonly InterfaceCounters[]> {
  const table = (await readTextFile("/proc/net/dev")) ?? ""
  return table
    .split("\n")
    .slice(2)
    .flatMap((line) => {
      const [name = "", ...rest] = line.trim().split(/[:\s]+/)
      if (name === "" || name === "lo") return []
      const [rxBytes = 0, , rxErrors = 0, , , , , , txBytes = 0, , txErrors = 0] = rest.map(Number)
      return [{ name, rxBytes, rxErrors, txBytes, txErrors }]
    })
}
