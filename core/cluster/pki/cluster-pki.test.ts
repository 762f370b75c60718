import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { readTextFile } from "../../host/files.ts"
import { homeAt } from "../home.ts"
import { planProfile } from "../profile/plan.ts"
import { ensureClusterPki } from "./cluster-pki.ts"

const facts = {
  name: "cove",
  driver: "docker" as const,
  subnet: "192.168.99.0/24",
  machine: { cpus: 4, memoryMiB: 8192 },
  kubeconfig: "/h/.kube/config",
  now: "2026-01-01T00:00:00Z",
  existing: undefined,
}
const profile = planProfile({}, facts)
const nowMs = Date.UTC(2026, 0, 1)
const dayMs = 86_400_000

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cove-pki-"))
})
afterEach(() => rm(folder, { recursive: true }))

it("makes everything once", async () => {
  const first = await ensureClusterPki(homeAt(folder), profile, nowMs)
  const second = await ensureClusterPki(homeAt(folder), profile, nowMs + dayMs)
  expect(second.authority).toEqual(first.authority)
  expect(second.serviceAccounts).toEqual(first.serviceAccounts)
  expect(second.certificate("apiserver")).toEqual(first.certificate("apiserver"))
})

it("renews what ends within a month, and nothing else", async () => {
  const first = await ensureClusterPki(homeAt(folder), profile, nowMs)
  const later = await ensureClusterPki(homeAt(folder), profile, nowMs + 1070 * dayMs)
  expect(later.authority).toEqual(first.authority)
  expect(later.certificate("apiserver")).not.toEqual(first.certificate("apiserver"))
})

it("makes a certificate anew when what it stands for has changed", async () => {
  const first = await ensureClusterPki(homeAt(folder), profile, nowMs)
  const moved = await ensureClusterPki(homeAt(folder), planProfile({}, { ...facts, subnet: "192.168.100.0/24" }), nowMs)
  expect(moved.certificate("apiserver")).not.toEqual(first.certificate("apiserver"))
  expect(moved.certificate("scheduler")).toEqual(first.certificate("scheduler"))
})

it("keeps keys to their owner, in PEM", async () => {
  const home = homeAt(folder)
  await ensureClusterPki(home, profile, nowMs)
  expect((await stat(home.authority.key)).mode & 0o777).toBe(0o600)
  expect(await readFile(home.authority.key, "utf8")).toContain("-----BEGIN PRIVATE KEY-----")
})

it("makes a certificate anew that begins later than now, or is not its key's", async () => {
  const home = homeAt(folder)
  const first = await ensureClusterPki(home, profile, nowMs)
  const back = await ensureClusterPki(home, profile, nowMs - 10 * dayMs)
  expect(back.certificate("apiserver")).not.toEqual(first.certificate("apiserver"))
  await writeFile(join(home.profileFolder("cove"), "pki", "scheduler.key"), back.certificate("admin").key)
  const mended = await ensureClusterPki(home, profile, nowMs - 10 * dayMs)
  expect(mended.certificate("scheduler")).not.toEqual(back.certificate("scheduler"))
  expect(mended.certificate("apiserver")).toEqual(back.certificate("apiserver"))
})

describe("the authority", () => {
  it("gets a new certificate for its old key when that ends, or when only the key is there", async () => {
    const home = homeAt(folder)
    const { authority } = await ensureClusterPki(home, profile, nowMs)
    const later = await ensureClusterPki(home, profile, nowMs + 3640 * dayMs)
    expect(later.authority.key).toBe(authority.key)
    expect(later.authority.certificate).not.toBe(authority.certificate)
    await rm(home.authority.certificate)
    expect((await ensureClusterPki(home, profile, nowMs)).authority.key).toBe(authority.key)
  })

  const damages: Readonly<Record<string, (home: ReturnType<typeof homeAt>) => Promise<void>>> = {
    "the key is missing": (home) => rm(home.authority.key),
    "the key cannot be read": (home) => writeFile(home.authority.key, "rubbish"),
    "the certificate is not the key's": (home) => writeFile(home.authority.certificate, ""),
  }
  for (const [what, damage] of Object.entries(damages)) {
    it(`is not written over when ${what}`, async () => {
      const home = homeAt(folder)
      await ensureClusterPki(home, profile, nowMs)
      await damage(home)
      const before = await Promise.all([home.authority.certificate, home.authority.key].map(readTextFile))
      await expect(ensureClusterPki(home, profile, nowMs)).rejects.toThrow(what)
      expect(await Promise.all([home.authority.certificate, home.authority.key].map(readTextFile))).toEqual(before)
    })
  }
})
