import { expect, it } from "vitest"
import type { Pod } from "../../../core/apis/core/v1.gen.ts"
import { PodReader, type PodRow } from "./pod-reader.ts"

const row = (name: string, resourceVersion = "1"): PodRow => ({
  key: `a/${name}`,
  namespace: "a",
  name,
  resourceVersion,
})
const podOf = ({ namespace, name, resourceVersion }: PodRow): Pod => ({
  metadata: { namespace, name, resourceVersion },
  spec: { containers: [] },
  status: {},
})

function newReader() {
  const asked: string[] = []
  const held: PromiseWithResolvers<void>[] = []
  const reader = new PodReader(async (given) => {
    asked.push(`${given.name}@${given.resourceVersion}`)
    const hold = Promise.withResolvers<void>()
    held.push(hold)
    await hold.promise
    return given.name === "gone" ? undefined : podOf(given)
  })
  async function answer(): Promise<void> {
    for (const hold of held.splice(0)) hold.resolve()
    for (let turn = 0; turn < 5; turn++) await Promise.resolve()
  }
  const names = () => reader.state.map(({ metadata }) => `${metadata.name}@${metadata.resourceVersion}`)
  return { reader, asked, answer, names }
}

it("reads each pod once per version, and keeps the old one until the new one is there", async () => {
  const { reader, asked, answer, names } = newReader()
  reader.want([row("web")])
  reader.want([row("web")])
  await answer()
  reader.want([row("web", "2")])
  expect([asked, names()]).toEqual([["web@1", "web@2"], ["web@1"]])
  await answer()
  expect(names()).toEqual(["web@2"])
})

it("forgets pods that are well again or gone", async () => {
  const { reader, answer, names } = newReader()
  reader.want([row("web"), row("gone"), row("db")])
  await answer()
  expect(names()).toEqual(["web@1", "db@1"])
  reader.want([row("db")])
  expect(names()).toEqual(["db@1"])
})

it("asks for a few at a time, and for no more than can be looked at", async () => {
  const { reader, asked, answer } = newReader()
  reader.want(Array.from({ length: 500 }, (_, n) => row(`web-${n}`)))
  expect(asked.length).toBe(6)
  for (let round = 0; round < 100; round++) await answer()
  expect(asked.length).toBe(200)
})

it("asks for no more once nobody looks", async () => {
  const { reader, asked, answer } = newReader()
  reader.want(Array.from({ length: 50 }, (_, n) => row(`web-${n}`)))
  reader.stop()
  await answer()
  expect(asked.length).toBe(6)
})
