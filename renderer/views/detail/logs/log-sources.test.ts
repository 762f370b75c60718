import { expect, it } from "vitest"
import type { Pod } from "../../../../core/apis/core/v1.gen.ts"
import { containerNames, defaultContainer, logSources } from "./log-sources.ts"

const pod = (name: string) =>
  ({
    metadata: { namespace: "a", name },
    spec: { containers: [{ name: "app" }, { name: "side" }], initContainers: [{ name: "init" }] },
  }) as unknown as Pod

const labels = (pods: readonly Pod[], container?: string, chosen?: string) =>
  logSources(pods, { pod: chosen, container }).map(({ label }) => label)

it("names the sources as shortly as they can be told apart", () => {
  expect(labels([pod("x")])).toEqual(["app", "side", "init"])
  expect(labels([pod("x")], "side")).toEqual(["side"])
  expect(labels([pod("x"), pod("y")], "app")).toEqual(["x", "y"])
  expect(labels([pod("x"), pod("y")])).toEqual(["x/app", "x/side", "x/init", "y/app", "y/side", "y/init"])
  expect(labels([pod("x"), pod("y")], undefined, "y")).toEqual(["app", "side", "init"])
})

it("begins with the container that the pod's maker named, else with the first", () => {
  const annotations = { "kubectl.kubernetes.io/default-container": "side" }
  const named = pod("x")
  expect(defaultContainer([named])).toBe("app")
  expect(defaultContainer([{ ...named, metadata: { ...named.metadata, annotations } }])).toBe("side")
})

it("lists the containers of all pods, the main ones first", () => {
  expect(containerNames([pod("x"), pod("y")])).toEqual(["app", "side", "init"])
})
