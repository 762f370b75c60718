import { expect, it } from "vitest"
import { parseYaml } from "./yaml.ts"

const forms = {
  JSON: '{"kind": "Pod", "ports": [80]}',
  YAML: "kind: Pod\nports:\n  - 80\n",
  "YAML in braces": "{kind: Pod, ports: [80]}",
}

for (const [name, text] of Object.entries(forms)) {
  it(`reads ${name}`, async () => {
    expect(await parseYaml(text)).toEqual({ kind: "Pod", ports: [80] })
  })
}

it("says what is wrong", async () => {
  await expect(parseYaml('{"kind": "Pod"')).rejects.toThrow(/line 1/)
})
