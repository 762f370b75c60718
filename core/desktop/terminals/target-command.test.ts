import { expect, it } from "vitest"
import type { TerminalTarget } from "../../bridge/contract/terminals.ts"
import { commandOf, titleOf } from "./target-command.ts"

const pod = { type: "pod", profile: "dev", namespace: "shop", pod: "web-0" } as const
const cases: readonly { readonly target: TerminalTarget; readonly title: string; readonly command: string }[] = [
  { target: { type: "shell" }, title: "Shell", command: "kubectl config get-contexts" },
  { target: { type: "shell", profile: "dev" }, title: "dev", command: "kubectl config use-context dev" },
  {
    target: { type: "shell", profile: "dev", namespace: "shop" },
    title: "dev",
    command: "kubectl config use-context dev && kubectl config set-context --current --namespace=shop",
  },
  { target: { type: "node", profile: "dev", node: "dev" }, title: "dev", command: "cove ssh -p dev -n dev" },
  {
    target: { ...pod, container: "app", command: ["sh", "-c", "echo 'hi'"] },
    title: "web-0 / app",
    command: `kubectl --context dev exec -it -n shop web-0 -c app -- sh -c 'echo '\\''hi'\\'''`,
  },
  {
    target: pod,
    title: "web-0",
    command:
      "kubectl --context dev exec -it -n shop web-0 -- sh -c 'command -v bash >/dev/null 2>&1 && exec bash || exec sh'",
  },
  { target: { ...pod, attach: true }, title: "web-0", command: "kubectl --context dev attach -it -n shop web-0" },
]

for (const { target, title, command } of cases) {
  it(`${command}`, () => expect({ title: titleOf(target), command: commandOf(target) }).toEqual({ title, command }))
}
