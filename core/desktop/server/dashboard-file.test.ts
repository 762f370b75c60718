import { chmod, mkdtemp, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { homeAt } from "../../cluster/home.ts"
import { readDashboard, removeDashboard, urlOf, writeDashboard } from "./dashboard-file.ts"

const place = { processId: 7, port: 4000, token: "0123456789abcdef0123456789abcdef0123456789a" }

describe("the file of the dashboard", () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "cove-dashboard-"))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it("tells where it is, to its owner alone, whatever was there before", async () => {
    const file = join(folder, "dashboard.json")
    await writeFile(file, "{}")
    await chmod(file, 0o644)
    await writeDashboard(homeAt(folder), place)
    expect(await readDashboard(homeAt(folder))).toEqual(place)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it("tells nothing when it is gone, twice", async () => {
    await writeDashboard(homeAt(folder), place)
    await removeDashboard(homeAt(folder))
    await removeDashboard(homeAt(folder))
    expect(await readDashboard(homeAt(folder))).toBeUndefined()
  })

  for (const text of ["", "{", "[]", '{"processId":7,"port":70000,"token":"x"}']) {
    it(`tells nothing when it says ${JSON.stringify(text)}`, async () => {
      await writeFile(join(folder, "dashboard.json"), text)
      expect(await readDashboard(homeAt(folder))).toBeUndefined()
    })
  }

  it("makes the address to open, with the token where browsers send it to nobody", () => {
    expect(urlOf(place)).toBe(`http://127.0.0.1:4000/#token=${place.token}`)
  })
})
