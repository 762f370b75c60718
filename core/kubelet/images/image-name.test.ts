import { describe, expect, it } from "vitest"
import { withDefaultTag } from "./image-name.ts"

describe("withDefaultTag", () => {
  it.each([
    ["busybox", "busybox:latest"],
    ["busybox:1", "busybox:1"],
    ["registry.k8s.io/pause:3.10.2", "registry.k8s.io/pause:3.10.2"],
    ["localhost:1/none", "localhost:1/none:latest"],
    [`a/b@sha256:${"0".repeat(64)}`, `a/b@sha256:${"0".repeat(64)}`],
  ])("completes %s", (image, expected) => {
    expect(withDefaultTag(image)).toBe(expected)
  })

  it("refuses what is no name, in Docker's words", () => {
    expect(() => withDefaultTag("BAD//NAME")).toThrow(
      `couldn't parse image name "BAD//NAME": invalid reference format: repository name (/NAME) must be lowercase`,
    )
    expect(() => withDefaultTag("a b")).toThrow(`couldn't parse image name "a b": invalid reference format`)
  })
})
