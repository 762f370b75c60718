import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { texts } from "../../renderer/texts/texts.ts"
import { eventually } from "../support/eventually.ts"
import { webImageArchive } from "../support/images.ts"
import { type OwnHome, ownHome } from "../support/own-home.ts"
import { openScreens, type Screens } from "../support/screens.ts"
import { kubectl, Person, webManifest } from "./person.ts"

const profile = "screens-recovery"
const driver = process.env["COVE_TEST_DRIVERS"]?.split(",")[0] ?? "native"
const { clusters, detail, forwards, resources, shell, terminal } = texts

describe(`screens whose ground is taken away, with a cluster on the ${driver} driver`, () => {
  let home: OwnHome
  let screens: Screens
  let person: Person

  beforeAll(async () => {
    home = await ownHome("screens")
    const size = ["--memory", "2g", "--cpus", "1"]
    expect(await home.cove(["start", "-p", profile, "--driver", driver, ...size])).toMatchObject({ code: 0 })
    await home.cove(["-p", profile, "image", "load", await webImageArchive(1)])
    await kubectl(home, profile, ["apply", "-f", "-"], webManifest)
    await kubectl(home, profile, ["rollout", "status", "deployment/web", "--timeout=60s"])
    screens = await openScreens(home)
    person = new Person(screens)
  })
  afterAll(async () => {
    await screens?.[Symbol.asyncDispose]()
    await home?.remove()
  })
  beforeEach(({ onTestFailed }) => onTestFailed(() => screens.picture("failed")))

  const everywhere = () => person.page.locator("body")
  const webs = () => person.row("Pods", /^web-.* Running /)
  const scale = (replicas: number) => kubectl(home, profile, ["scale", "deployment/web", `--replicas=${replicas}`])

  /** As many pods are listed, without anybody having loaded the page anew. */
  const sees = (count: number) => eventually(async () => expect(await webs().count()).toBe(count))

  it("has a terminal, a port-forward and a live list", async () => {
    await person.goesTo("Services")
    await person.opens("Services", "web")
    await person.presses(detail.summary.service.forwardLabel("80/TCP"))
    await person.goesTo(shell.forwards)
    await person.reads(forwards.states.active)
    await person.presses(shell.terminal, everywhere())
    await person.reads("5", await person.types("echo $((2+3))", profile))
    await person.goesTo("Pods")
    await sees(3)
  })

  it("says that the background process is gone, keeps what it shows, and goes on when there is another", async () => {
    screens.killHost()
    await person.reads(shell.hostGone, everywhere())
    await sees(3)
    await person.looks("host-gone")
    await screens.startHost()
    await everywhere().getByText(shell.hostGone).waitFor({ state: "hidden" })
    await scale(2)
    await sees(2)
  })

  it("tells which terminals and port-forwards ended with it, and opens them again", async () => {
    await person.reads(shell.lost.terminals(1), everywhere())
    const told = everywhere()
      .getByRole("listitem")
      .filter({ hasText: shell.lost.forwards(1) })
    await person.looks("host-back")
    await person.presses(shell.lost.again, told)
    await person.goesTo(shell.forwards)
    const open = person.main.getByRole("button", { name: /^Open http/ })
    const address = `http://${await open.textContent()}`
    expect(await (await fetch(address)).text()).toBe("web 1\n")
    await person.presses(shell.terminal, everywhere())
    await person.reads("5", await person.types("echo $((2+3))", profile))
    await person.presses(terminal.hide, everywhere())
    await person.goesTo("Pods")
  })

  it("says that the API server does not answer, keeps what it shows, and goes on when it is back", async () => {
    const end = `for p in /proc/[0-9]*; do grep -q '[k]ube-apiserver.mjs' $p/cmdline 2>/dev/null && kill -STOP \${p#/proc/}; done`
    await home.cove(["ssh", "-p", profile, "--", `${end}; true`])
    await person.reads(shell.apiGone(profile), everywhere())
    await sees(2)
    await person.looks("api-gone")
    await home.cove(["ssh", "-p", profile, "--", `${end.replace("-STOP", "-KILL")}; true`])
    await everywhere().getByText(shell.apiGone(profile)).waitFor({ state: "hidden" })
    await eventually(() => scale(3))
    await sees(3)
  })

  it("follows a cluster that is stopped and started from the command line", async () => {
    await home.cove(["stop", "-p", profile])
    await person.reads(shell.gate.stopped(profile))
    await home.cove(["start", "-p", profile])
    await sees(3)
    await eventually(() => scale(1))
    await sees(1)
    await person.reads(resources.list.count(6), person.main.getByRole("status"))
  })

  it("finds that a cluster is gone that somebody else deleted", async () => {
    await home.cove(["delete", "-p", profile])
    await person.reads(shell.gate.unknown(profile))
    await person.looks("cluster-unknown")
    await person.presses(shell.allClusters)
    await person.reads(clusters.first.title)
  })

  it("saw no error of the page, and nothing that its policy refused", () => {
    expect(screens.complaints).toEqual([])
  })
})
