import { expect, it } from "vitest"
import { mirrorIn } from "./debian.ts"

const cases = [
  {
    name: "one-line format",
    text: "# deb http://a/debian x\ndeb http://b.example/debian bookworm main",
    mirror: "http://b.example/debian",
  },
  {
    name: "deb822 format",
    text: "Types: deb\nURIs: https://c.example/debian/\nSuites: bookworm",
    mirror: "https://c.example/debian",
  },
  { name: "options", text: "deb [arch=amd64] http://d.example/debian trixie main", mirror: "http://d.example/debian" },
  { name: "security only", text: "deb http://security.debian.org/debian-security x main", mirror: undefined },
  { name: "another distribution", text: "deb http://archive.ubuntu.com/ubuntu noble main", mirror: undefined },
]

for (const { name, text, mirror } of cases) {
  it(`finds the machine's Debian mirror: ${name}`, () => {
    expect(mirrorIn(text)).toBe(mirror)
  })
}
