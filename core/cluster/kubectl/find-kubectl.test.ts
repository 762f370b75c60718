import { expect, it } from "vitest"
import { fitsServer } from "./find-kubectl.ts"
import { kubectlPackages, newestKubectl } from "./versions.ts"

const cases = [
  { version: '{"clientVersion": {"major": "1", "minor": "36"}}', fits: true },
  { version: '{"clientVersion": {"major": "1", "minor": "35+"}}', fits: true },
  { version: '{"clientVersion": {"major": "1", "minor": "34"}}', fits: false },
  { version: '{"clientVersion": {"major": "2", "minor": "36"}}', fits: false },
  { version: "", fits: false },
]

for (const { version, fits } of cases) {
  it(`${fits ? "takes" : "passes by"} a kubectl that says ${version || "nothing"}`, () => {
    expect(fitsServer(version)).toBe(fits)
  })
}

it("has a package for each version from 1.27 to the server's", () => {
  expect(kubectlPackages.map(({ minor }) => minor)).toEqual(Array.from({ length: 10 }, (_, i) => 27 + i))
  expect(kubectlPackages.at(-1)?.minor).toBe(newestKubectl)
})
