import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { texts } from "../../renderer/texts/texts.ts"
import { eventually } from "../support/eventually.ts"
import { busyboxImageArchive, webImageArchive } from "../support/images.ts"
import { type OwnHome, ownHome } from "../support/own-home.ts"
import { openScreens, type Screens } from "../support/screens.ts"
import { kubectl, Person, talkerManifest, webManifest } from "./person.ts"

const profile = "screens-main"
const driver = process.env["COVE_TEST_DRIVERS"]?.split(",")[0] ?? "native"
const { clusters, detail, forwards, overview, resources, sequence, settings, shell, terminal } = texts

describe(`a person before the screens, with a cluster on the ${driver} driver`, () => {
  let home: OwnHome
  let screens: Screens
  let person: Person
  /** Where the web service is reached on this machine. */
  let address = ""

  beforeAll(async () => {
    home = await ownHome("screens")
    screens = await openScreens(home)
    person = new Person(screens)
  })
  afterAll(async () => {
    await screens?.[Symbol.asyncDispose]()
    await home?.remove()
  })
  beforeEach(({ onTestFailed }) => onTestFailed(() => screens.picture("failed")))

  const { dialog: words } = clusters

  it("is told how to make a first cluster", async () => {
    await person.reads(clusters.first.title)
    await person.reads("cove start")
    await person.looks("clusters-empty")
  })

  it("sees which drivers work here, and the command that makes the same cluster", async () => {
    await person.presses(clusters.first.action)
    await person.dialog.getByRole("textbox", { name: words.name }).fill(profile)
    await person.dialog.getByRole("radio", { name: new RegExp(`^${driver}`) }).click()
    await person.dialog.getByRole("spinbutton", { name: words.cpus }).fill("1")
    await person.dialog.getByRole("spinbutton", { name: words.memory }).fill("2")
    await person.reads(new RegExp(`^cove .*${profile}.* --driver ${driver} .*--memory 2g$`), person.dialog)
    await person.looks("create-dialog")
  })

  it("is told what is wrong with a name before anything is made", async () => {
    const name = person.dialog.getByRole("textbox", { name: words.name })
    await name.fill("Not A Name")
    await person.reads(words.nameWrong, person.dialog)
    expect(await person.dialog.getByRole("button", { name: words.create }).isDisabled()).toBe(true)
    await person.looks("create-dialog-wrong")
    await name.fill(profile)
  })

  it("sees the cluster come to be step by step, then what runs in it", async () => {
    await person.presses(words.create, person.dialog)
    await person.reads(words.creating(profile), person.dialog)
    await person.dialog.getByRole("img", { name: clusters.stepDone }).first().waitFor()
    await person.looks("create-progress")
    await person.reads(overview.problems.nothingDetail)
    await person.main.getByRole("link", { name: /Nodes 1/ }).waitFor()
    await person.looks("overview")
  })

  it("creates a deployment and its service from YAML, checked before it is written", async () => {
    for (const archive of [webImageArchive(1), webImageArchive(2), busyboxImageArchive()])
      await home.cove(["-p", profile, "image", "load", await archive])
    await person.goesTo("Deployments")
    await person.writesManifest(webManifest)
    await person.presses(detail.yaml.create.check, person.dialog)
    await person.dialog.getByText(detail.yaml.create.checked).nth(1).waitFor()
    await person.looks("create-from-yaml")
    await person.presses(detail.yaml.create.create, person.dialog)
    await person.row("Deployments", /^web default 3\/3/).waitFor()
    await person.looks("deployments")
  })

  it("sorts pods, and filters them by text and by label", async () => {
    await person.goesTo("Pods")
    const names = person.page.getByRole("grid", { name: "Pods" }).getByRole("link")
    const age = person.page.getByRole("columnheader", { name: "Age" })
    await age.getByRole("button").click()
    await eventually(async () => expect(await names.first().textContent()).toMatch(/^web-/))
    await age.getByRole("button").click()
    await eventually(async () => expect(await names.last().textContent()).toMatch(/^web-/))
    const filter = person.page.getByRole("searchbox", { name: resources.list.filter })
    await filter.fill("dns")
    await eventually(async () => expect(await names.allTextContents()).toEqual([expect.stringMatching(/^kube-dns-/)]))
    await filter.fill("app=web")
    await filter.press("Enter")
    await eventually(async () => expect(await names.allTextContents()).toHaveLength(3))
    await person.looks("pods-by-label")
    await person.presses(resources.list.removeLabel("app=web"))
    await filter.fill("there-is-no-such-pod")
    await person.reads(resources.list.nothingMatches)
    await person.looks("pods-none")
    await filter.fill("")
  })

  it("follows the log of a pod, and reads what its last run said", async () => {
    await person.creates(talkerManifest)
    await person.row("Pods", /^talker default 1\/1 Running 1 /).waitFor()
    await person.opens("Pods", "talker")
    await person.reads("docker.io/library/busybox:1")
    await person.looks("pod")
    const logs = await person.turnsTo(detail.tabs.logs)
    const last = (await (await person.reads(/^line \d+$/, logs)).textContent()) ?? ""
    await person.reads(`line ${Number(last.slice("line ".length)) + 10}`, logs)
    await person.looks("pod-logs")
    await person.presses(detail.logs.previous, logs)
    await person.reads("these were my last words", logs)
    await person.looks("pod-logs-previous")
  })

  it("opens a shell in the pod, in the terminal", async () => {
    const tab = await person.turnsTo(detail.tabs.shell)
    await person.looks("pod-shell")
    await person.presses(detail.shell.open, tab)
    await person.reads("talker", await person.types("cat /etc/hostname", "talker / talker"))
    await person.reads(/^again$/, await person.types("ls /kept", "talker / talker"))
    await person.looks("terminal-exec")
  })

  it("types `kubectl get pods` in the terminal, and reads the table", async () => {
    await person.presses(terminal.newHere(profile), person.page.getByRole("region", { name: terminal.title }))
    const table = await person.types("kubectl get pods", profile)
    await person.reads(/^NAME\s+READY\s+STATUS\s+RESTARTS\s+AGE\s*$/, table)
    await person.reads(/^talker\s+1\/1\s+Running/, table)
    await person.looks("terminal-kubectl")
    await person.presses(terminal.hide, person.page.locator("body"))
  })

  it("is shown where a manifest is wrong, and what a right one would change", async () => {
    await person.opens("Deployments", "web")
    await person.reads(detail.summary.workload.title)
    await person.looks("deployment")
    await person.turnsTo(detail.tabs.yaml)
    await person.edits("replicas: 3", "replicas: -1")
    await person.reads(/must be greater than or equal to 0/, person.page.getByRole("alert"))
    await person.looks("yaml-refused")
    await person.edits("replicas: -1", "replicas: 4")
    await person.reads("replicas: 3", person.dialog.getByRole("textbox", { name: detail.yaml.liveSide }))
    await person.reads("replicas: 4", person.dialog.getByRole("textbox", { name: detail.yaml.mineSide }))
    await person.looks("yaml-review")
    await person.presses(detail.yaml.apply, person.dialog)
    await person.reads("4/4 ready")
  })

  it("is told when somebody else changed the object meanwhile, and puts the edit on top", async () => {
    await person.edits("replicas: 4", "replicas: 2")
    await person.presses(texts.common.cancel, person.dialog)
    await kubectl(home, profile, ["scale", "deployment/web", "--replicas=3"])
    await person.reads(detail.yaml.changedMeanwhile)
    await person.reads("3/3 ready")
    await person.presses(detail.yaml.review)
    await person.reads(detail.yaml.problems.changed)
    await person.presses(detail.yaml.showTheirs)
    await person.looks("yaml-conflict")
    await person.presses(detail.yaml.rebase)
    await person.reads(detail.yaml.collisions(["spec.replicas"]))
    await person.looks("yaml-rebased")
    await person.presses(detail.yaml.reset)
  })

  it("scales", async () => {
    await person.presses(resources.actions.scale.title)
    await person.dialog.getByRole("spinbutton", { name: resources.dialog.replicas }).fill("2")
    await person.reads(/ scale --replicas=2 deployment\/web$/, person.dialog)
    await person.looks("scale")
    await person.presses(resources.actions.scale.verb, person.dialog)
    await person.reads("2/2 ready")
  })

  it("sees why a rollout fails, and on what", async () => {
    await person.edits("image: cove.test/web:1", "image: cove.test/nobody-built-this:1")
    await person.presses(detail.yaml.apply, person.dialog)
    await person.goesTo(shell.overview)
    const problem = person.main
      .getByRole("listitem")
      .filter({ hasText: /ImagePullBackOff/ })
      .first()
    await person.reads(/nobody-built-this/, problem)
    await person.reads(/Check the image's name/, problem)
    await person.looks("overview-problem")
    await problem.getByRole("link", { name: "Deployment default/web" }).click()
    await person.reads("ImagePullBackOff")
    await person.looks("deployment-broken")
  })

  it("rolls back to what worked, having seen the difference", async () => {
    await person.presses(detail.actions)
    await person.looks("object-menu")
    await person.page.getByRole("menuitem", { name: detail.rollback.open }).click()
    const before = person.dialog.getByRole("textbox", { name: detail.rollback.before })
    await person.reads("- image: cove.test/nobody-built-this:1", before)
    await person.looks("rollback")
    await person.presses(detail.rollback.rollbackTo(1), person.dialog)
    await person.goesTo(shell.overview)
    await person.reads(overview.problems.nothingDetail)
  })

  it("reaches the service by a port of this machine", async () => {
    await person.opens("Services", "web")
    await person.looks("service")
    await person.presses(detail.summary.service.forwardLabel("80/TCP"))
    await person.goesTo(shell.forwards)
    await person.reads(forwards.states.active)
    address = `http://${await person.main.getByRole("button", { name: /^Open http/ }).textContent()}`
    expect(await (await fetch(address)).text()).toBe("web 1\n")
    await person.looks("forwards")
  })

  it("deletes several pods at once, and the port leads to those that come after them", async () => {
    await person.goesTo("Pods")
    for (const at of [0, 1]) await person.row("Pods", /^web-/).nth(at).getByRole("gridcell").first().click()
    const bar = person.page.getByRole("toolbar", { name: resources.list.selectionActions })
    await person.reads(resources.list.selected(2), bar)
    await person.looks("pods-selected")
    await person.presses(resources.actions.delete.title, bar)
    await person.reads(resources.dialog.nothing, person.dialog)
    await person.looks("delete-pods")
    await person.presses(resources.actions.delete.verb, person.dialog)
    await person.dialog.waitFor({ state: "hidden" })
    await eventually(async () => expect(await (await fetch(address)).text()).toBe("web 1\n"))
  })

  it("reads an object's events, and what belongs to it", async () => {
    await person.opens("Deployments", "web")
    await person.reads("ScalingReplicaSet", await person.turnsTo(detail.tabs.events))
    await person.looks("events")
    await person.reads(/^web-[0-9a-f]+$/, await person.turnsTo(detail.tabs.related))
    await person.looks("related")
  })

  it("sees who did what for a deployment: from the user to the kubelet", async () => {
    await person.goesTo(shell.sequence)
    await person.page.getByRole("button", { name: /^Whose story/ }).click()
    await person.page.getByRole("searchbox", { name: sequence.search }).fill("default/web")
    await person.page
      .getByRole("button", { name: /^Deployment default\/web/ })
      .last()
      .click()
    const steps = person.main.getByRole("list", { name: sequence.story("Deployment web") }).getByRole("button")
    for (const step of [
      /, cove-desktop to API server: change Deployment web/,
      /, API server to Deployment controller: sees Deployment web/,
      /, ReplicaSet controller to API server: create Pod/,
      /, API server to Scheduler: sees Pod/,
      /, Scheduler to API server: bind Pod/,
      /, API server to Kubelet: sees Pod/,
      /, Kubelet to Runtime: start container/,
    ])
      await steps
        .and(person.page.getByRole("button", { name: step }))
        .first()
        .waitFor()
    await person.looks("sequence")
  })

  it("is refused to drain a node that has a pod nobody would bring back", async () => {
    await person.page.getByRole("button", { name: resources.nav.groups.cluster, exact: true }).click()
    await person.goesTo("Nodes")
    await person.row("Nodes", /^screens-main/).click({ button: "right" })
    await person.looks("node-menu")
    await person.page.getByRole("menuitem", { name: resources.actions.drain.title }).click()
    await person.reads(resources.drain.unmanaged(1), person.dialog)
    await person.looks("drain")
    await person.presses(resources.actions.drain.verb, person.dialog)
    await person.reads(resources.drain.inTheWay(["default/talker"]), person.dialog)
    await person.looks("drain-refused")
    await person.presses(texts.common.close, person.dialog.getByRole("contentinfo"))
    await person.opens("Nodes", profile)
    await person.looks("node")
  })

  it("chooses a theme, and keeps it", async () => {
    await person.goesTo(shell.settings)
    const dark = person.page.locator('html[data-theme="dark"]')
    await screens.page.emulateMedia({ colorScheme: "light" })
    await person.main.getByRole("radio", { name: shell.theme.dark }).click()
    await dark.waitFor({ state: "attached" })
    await person.page.reload()
    await dark.waitFor({ state: "attached" })
    await person.main.getByRole("radio", { name: shell.theme.system }).click()
    await person.reads(settings.app.telemetry)
    await person.looks("settings")
    await person.goesTo(shell.addons)
    await person.reads(texts.addons.states.ok)
    await person.looks("add-ons")
  })

  const card = () => person.main.getByRole("article", { name: profile })
  const presses = (action: keyof typeof clusters.actions) =>
    person.presses(`${clusters.actions[action]} ${profile}`, card())

  it("restarts, pauses and resumes the cluster", async () => {
    await person.goesTo(shell.clusters)
    await person.looks("clusters")
    await presses("pause")
    await person.reads(clusters.states.paused, card())
    await person.looks("clusters-paused")
    await presses("unpause")
    await person.reads(clusters.states.running, card())
    await presses("restart")
    await person.reads(clusters.states.stopping, card())
    await person.reads(clusters.done("restart", profile), person.page.locator("body"))
    await person.reads(clusters.states.running, card())
  })

  it("stops the cluster, is told so where its screens were, and starts it there", async () => {
    await presses("stop")
    await person.reads(clusters.states.stopped, card())
    await person.looks("clusters-stopped")
    await card().getByRole("link", { name: profile }).click()
    await person.reads(shell.gate.stopped(profile))
    await person.looks("overview-stopped")
    await person.presses(clusters.actions.start)
    await person.reads(overview.problems.nothingDetail)
    expect(await kubectl(home, profile, ["get", "deployment", "web"])).toContain("2/2")
  })

  it("deletes the cluster, having read what is lost and typed its name", async () => {
    await person.goesTo(shell.clusters)
    await card()
      .getByRole("button", { name: new RegExp(`^${clusters.actions.delete}`) })
      .click()
    await person.reads(clusters.deleting.objects, person.dialog)
    const confirm = person.dialog.getByRole("button", { name: clusters.deleting.confirm })
    expect(await confirm.isDisabled()).toBe(true)
    await person.looks("cluster-delete")
    await person.dialog.getByRole("textbox", { name: texts.common.typeToConfirm(profile) }).fill(profile)
    await confirm.click()
    await person.reads(clusters.first.title)
    expect((await home.cove(["profile", "list", "-o", "json"])).stdout).not.toContain(profile)
  })

  it("saw no error of the page, and nothing that its policy refused", () => {
    expect(screens.complaints).toEqual([])
  })
})
