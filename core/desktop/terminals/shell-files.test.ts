import { expect, it } from "vitest"
import { planShell } from "./shell-files.ts"

const start = {
  folder: "/home/me/.cove/run/terminals/t1",
  programs: "/home/me/.cove/run/terminals/t1/bin",
  kubeconfig: "/home/me/.cove/run/terminals/t1/kubeconfig:/home/me/.kube/config",
}

it("lets bash read the person's own file first, and sets again what that may have changed", () => {
  const { args, files } = planShell({ ...start, shell: "/bin/bash" })
  expect(args).toEqual(["--rcfile", `${start.folder}/bashrc`, "-i"])
  const lines = files["bashrc"]?.split("\n") ?? []
  expect(lines.slice(0, 2)).toEqual([
    "[ -f ~/.bashrc ] && . ~/.bashrc",
    `export PATH=${start.programs}:"$PATH" KUBECONFIG=${start.kubeconfig}`,
  ])
})

it("lets zsh look where the person keeps its files", () => {
  const { environment, files } = planShell({ ...start, shell: "/usr/bin/zsh", zshFolder: "/home/me/my zsh" })
  expect(environment).toEqual({ ZDOTDIR: start.folder })
  expect(Object.keys(files)).toEqual([".zshenv", ".zshrc"])
  expect(files[".zshenv"]).toMatch(/^ZDOTDIR='\/home\/me\/my zsh'\n/)
})

it("starts a shell that it knows nothing of as it is", () => {
  expect(planShell({ ...start, shell: "/bin/dash" })).toEqual({ args: [], environment: {}, files: {} })
})
