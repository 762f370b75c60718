import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { newPtyOpener } from "../../core/desktop/terminals/node-pty.ts"
import type { Pty } from "../../core/desktop/terminals/pty.ts"
import { writeShellFolder } from "../../core/desktop/terminals/terminal-folder.ts"
import { systemClock } from "../../core/host/clock.ts"
import { eventually } from "../support/eventually.ts"

/** Programs on real pseudo-terminals of this machine. */

const folder = await mkdtemp(join(tmpdir(), "cove-terminals-"))
const open = newPtyOpener(systemClock)
const environment = { PATH: process.env["PATH"] ?? "", HOME: folder, TERM: "xterm-256color", PS1: "> " }

afterAll(() => rm(folder, { recursive: true, force: true }))

class Screen {
  text = ""
  exitCode: number | undefined

  async run(command: readonly [string, ...string[]], more: Readonly<Record<string, string>> = {}): Promise<Pty> {
    return open({
      command,
      environment: { ...environment, ...more },
      folder,
      columns: 90,
      rows: 20,
      onOutput: (text) => {
        this.text += text
      },
      onExit: (exitCode) => {
        this.exitCode = exitCode
      },
    })
  }

  async shows(text: string): Promise<void> {
    await eventually(() => expect(this.text).toContain(text), { atMostMs: 10_000 })
  }

  async ends(): Promise<number | undefined> {
    await eventually(() => expect(this.exitCode).toBeDefined(), { atMostMs: 10_000 })
    return this.exitCode
  }
}

describe("a program on a pseudo-terminal", () => {
  it("says what it has to say, whole, before its end is told", async () => {
    const screen = new Screen()
    await screen.run(["sh", "-c", "seq 1 20000; echo ü🜁; exit 3"])
    expect(await screen.ends()).toBe(3)
    expect(screen.text.endsWith("19999\r\n20000\r\nü🜁\r\n")).toBe(true)
  })

  it("knows how large its terminal is, and hears of changes", async () => {
    const screen = new Screen()
    const pty = await screen.run(["sh"])
    pty.write("stty size\r")
    await screen.shows("20 90")
    pty.resize({ columns: 132, rows: 43 })
    pty.write("stty size\r")
    await screen.shows("43 132")
    pty.kill()
    await screen.ends()
  })

  it("takes what it started along when it is killed", async () => {
    const screen = new Screen()
    const pty = await screen.run(["sh", "-c", "trap '' HUP; sleep 1234 & echo child $!; wait"])
    await screen.shows("child ")
    const child = Number(/child (\d+)/.exec(screen.text)?.[1])
    pty.kill()
    await screen.ends()
    await eventually(() => expect(() => process.kill(child, 0)).toThrow("ESRCH"), { atMostMs: 5_000 })
  })

  it("is not there when there is no such program", async () => {
    const screen = new Screen()
    const started = await screen.run(["/no/such/program"]).catch((error: unknown) => error)
    if (!(started instanceof Error)) expect(await screen.ends()).not.toBe(0)
  })
})

describe("a shell of ours", () => {
  it("has our programs first, whatever the person's own file says, and completes kubectl's words", async () => {
    const kubectl = join(folder, "a-kubectl")
    await writeFile(kubectl, fakeKubectl, { mode: 0o755 })
    await writeFile(join(folder, ".bashrc"), "export PATH=/usr/bin:/bin KUBECONFIG=/mine; PS1='mine> '\n")
    const plan = await writeShellFolder({
      folder: join(folder, "t1"),
      shell: "/bin/bash",
      programs: { cove: ["echo", "cove was told:"], shell: "/bin/bash", environment },
      kubectl,
      kubeconfig: "/home/jane/.kube/config",
      profile: undefined,
      namespace: undefined,
    })
    const screen = new Screen()
    const pty = await screen.run(["/bin/bash", ...plan.args], plan.environment)
    await screen.shows("mine> ")
    pty.write("echo kubeconfig=$KUBECONFIG\r")
    await screen.shows("kubeconfig=/home/jane/.kube/config")
    pty.write("cove status\r")
    await screen.shows("cove was told: status")
    pty.write("kubectl get po\t\r")
    await screen.shows("kubectl was told: get pods")
    pty.write("exit 7\r")
    expect(await screen.ends()).toBe(7)
  })
})

/** Completes as cobra's script does: with bash-completion's words, or with ours where that is not installed. */
const fakeKubectl = `#!/bin/sh
if [ "$1 $2" != "completion bash" ]; then echo "kubectl was told: $*"; exit; fi
cat <<'END'
__start_kubectl() {
  local cur prev words cword
  COMPREPLY=()
  if declare -F _init_completion >/dev/null; then _init_completion -n =: || return
  else _get_comp_words_by_ref -n =: cur prev words cword; fi
  [ "\${words[1]}" = get ] && [ "$prev" = get ] && COMPREPLY=($(compgen -W "pods nodes" -- "$cur"))
  __ltrim_colon_completions "$cur"
}
complete -o default -F __start_kubectl kubectl
END
`
