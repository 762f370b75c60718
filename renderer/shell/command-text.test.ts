import { expect, it } from "vitest"
import { commandText, coveCommand, kubectlCommand } from "./command-text.ts"

it("names the cluster, whichever is the current one", () => {
  expect(coveCommand("web", ["stop"])).toBe("cove -p web stop")
  expect(kubectlCommand("web", ["get", "pods", "-A"])).toBe("kubectl --context web get pods -A")
})

const words = [
  { word: "deployment/web-1", text: "deployment/web-1" },
  { word: "8080:80", text: "8080:80" },
  { word: "", text: "''" },
  { word: "two words", text: "'two words'" },
  { word: "$(reboot)", text: "'$(reboot)'" },
  { word: "it's", text: `'it'\\''s'` },
]

for (const { word, text } of words) {
  it(`writes "${word}" as ${text}`, () => {
    expect(commandText([word])).toBe(text)
  })
}
