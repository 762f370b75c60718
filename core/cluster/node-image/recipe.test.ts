import { join } from "node:path"
import { expect, it } from "vitest"
import { systemImage } from "../manifests/system-pod.ts"
import { readRecipe } from "./recipe.ts"

const folder = join(import.meta.dirname, "../../../resources/node-image")

it("holds every part that the code follows", async () => {
  const recipe = await readRecipe(folder)
  expect(recipe.packages).toEqual(expect.arrayContaining(["containerd", "runc", "nftables", "catatonit"]))
  expect(Object.keys(recipe.links)).toEqual(expect.arrayContaining(["/bin", "/lib", "/usr/sbin/iptables"]))
  expect(recipe.withoutPaths.every((path) => path.startsWith("./"))).toBe(true)
})

it("brings the image along that our own pods run", async () => {
  expect((await readRecipe(folder)).images.map(({ name }) => name)).toContain(systemImage)
})

it("can be followed with another Debian release", async () => {
  expect((await readRecipe(folder, "forky")).suite).toBe("forky")
})
