import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it } from "vitest"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { FakeRuntime } from "../../cri/fake/fake-runtime.ts"
import { containerOf, sandboxOf } from "../../cri/testing/runtime-suite.ts"
import { listFolder } from "../../host/tree.ts"
import { LogRotation } from "./log-rotation.ts"

it("sets a full log aside and keeps only the newest of those", async () => {
  const folder = await mkdtemp(join(tmpdir(), "cove-logs-"))
  const runtime = new FakeRuntime(new FakeClock())
  const sandbox = await runtime.runPodSandbox(sandboxOf("p", "u"))
  const id = await runtime.createContainer(sandbox, containerOf("c", ["sleep", "1"]))
  let sequence = 0
  const rotation = new LogRotation({ runtime, maxBytes: 10, maxFiles: 3, stamp: () => `t${++sequence}` })
  const path = `${folder}/0.log`
  await writeFile(path, "short")
  await rotation.check(id, path)
  expect(await listFolder(folder)).toEqual(["0.log"])
  for (const text of ["first, long", "second, long", "third, long"]) {
    await writeFile(path, text)
    await rotation.check(id, path)
  }
  expect((await listFolder(folder)).toSorted()).toEqual(["0.log.t2", "0.log.t3"])
  expect(await readFile(`${path}.t3`, "utf8")).toBe("third, long")
  expect(runtime.calls.filter((call) => call === "reopenContainerLog c").length).toBe(3)
  await rm(folder, { recursive: true })
})
