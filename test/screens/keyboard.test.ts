import type { Locator } from "playwright-core"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { texts } from "../../renderer/texts/texts.ts"
import { busyboxImageArchive, webImageArchive } from "../support/images.ts"
import { type OwnHome, ownHome } from "../support/own-home.ts"
import { openScreens, type Screens } from "../support/screens.ts"
import { Keyboard } from "./keyboard.ts"
import { Person, webManifest } from "./person.ts"

const profile = "screens-keyboard"
const driver = process.env["COVE_TEST_DRIVERS"]?.split(",")[0] ?? "native"
const { clusters, detail, overview, resources, shell } = texts

describe(`a person without a mouse, with a cluster on the ${driver} driver`, () => {
  let home: OwnHome
  let screens: Screens
  let person: Person
  let keys: Keyboard

  beforeAll(async () => {
    home = await ownHome("screens")
    screens = await openScreens(home)
    person = new Person(screens)
    keys = new Keyboard(screens.page)
  })
  afterAll(async () => {
    await screens?.[Symbol.asyncDispose]()
    await home?.remove()
  })
  beforeEach(({ onTestFailed }) => onTestFailed(() => screens.picture("failed")))

  const button = (name: string | RegExp, within: Locator = person.main) =>
    within.getByRole("button", { name, exact: true })
  const heading = (name: string) => person.main.getByRole("heading", { name, exact: true }).waitFor()
  const closed = () => person.dialog.waitFor({ state: "hidden" })

  it("makes a cluster", async () => {
    await keys.goTo(button(clusters.first.action))
    await keys.press("Enter")
    await keys.isOn(person.dialog.getByRole("textbox", { name: clusters.dialog.name }))
    await keys.replace(profile)
    await keys.goTo(person.dialog.getByRole("radio", { checked: true }))
    const wanted = person.dialog.getByRole("radio", { name: new RegExp(`^${driver}`) })
    while (!(await wanted.isChecked())) await keys.press("ArrowDown")
    await keys.goTo(person.dialog.getByRole("spinbutton", { name: clusters.dialog.cpus }))
    await keys.replace("1")
    await keys.goTo(person.dialog.getByRole("spinbutton", { name: clusters.dialog.memory }))
    await keys.replace("2")
    await keys.press("Enter")
    await person.reads(clusters.dialog.creating(profile), person.dialog)
    await person.reads(overview.problems.nothingDetail)
  })

  it("goes to the content past the sidebar, and around everything without being caught", async () => {
    for (const archive of [webImageArchive(1), busyboxImageArchive()])
      await home.cove(["-p", profile, "image", "load", await archive])
    await person.page.reload()
    await person.reads(overview.problems.nothingDetail)
    await keys.goTo(person.page.getByRole("button", { name: shell.skipToContent }))
    await person.looks("skip-to-content")
    await keys.press("Enter")
    await keys.isOn(person.main)
    await keys.goAround()
  })

  it("finds places and deeds in the palette, which gives the focus back", async () => {
    await keys.goTo(person.page.getByRole("link", { name: shell.sequence }))
    await keys.press("Control+k")
    await keys.isOn(person.dialog.getByRole("combobox"))
    await person.looks("palette")
    await keys.press("Escape")
    await closed()
    await keys.isOn(person.page.getByRole("link", { name: shell.sequence }))
    await keys.press("Control+k")
    await keys.isOn(person.dialog.getByRole("combobox"))
    await keys.type("go to deploy")
    await person.looks("palette-typed")
    await keys.press("Enter")
    await heading("Deployments")
  })

  it("goes places by two letters, and is told which", async () => {
    for (const [letter, title] of [
      ["p", "Pods"],
      ["s", "Services"],
      ["c", clusters.title],
      ["d", "Deployments"],
    ] as const) {
      await keys.press("g")
      await keys.press(letter)
      await heading(title)
    }
    await keys.press("?")
    await person.reads(shell.actions.goTo("Deployments"), person.dialog)
    await person.looks("shortcuts")
    await keys.press("Escape")
    await closed()
  })

  it("writes a manifest, leaves the editor, and creates what it says", async () => {
    await keys.press("n")
    await keys.isOn(person.dialog.getByRole("textbox", { name: detail.yaml.editor }))
    await keys.press("Control+a")
    await person.page.keyboard.insertText(webManifest)
    await keys.press("Escape")
    await keys.goTo(button(detail.yaml.create.create, person.dialog))
    await keys.press("Enter")
    await closed()
    await person.row("Deployments", /^web default 3\/3/).waitFor()
  })

  it("filters a list, goes through it, opens what it stops at, and turns to its tabs", async () => {
    await keys.press("/")
    await keys.isOn(person.main.getByRole("searchbox", { name: resources.list.filter }))
    await keys.type("web")
    await keys.goTo(person.main.getByRole("grid", { name: "Deployments" }))
    await keys.press("ArrowDown")
    await person.looks("list-by-keyboard")
    await keys.press("Enter")
    await heading("web")
    await keys.goTo(person.main.getByRole("tab", { name: detail.tabs.summary }))
    await keys.press("ArrowRight")
    await keys.isOn(person.main.getByRole("tab", { name: detail.tabs.yaml, selected: true }))
    await keys.press("End")
    await keys.isOn(person.main.getByRole("tab", { name: detail.tabs.logs, selected: true }))
    await keys.press("Home")
    await keys.isOn(person.main.getByRole("tab", { name: detail.tabs.summary, selected: true }))
    await keys.goAround()
  })

  it("scales in a dialog that Enter ends, and Escape leaves, with the focus back where it was", async () => {
    const scale = button(resources.actions.scale.title)
    const replicas = person.dialog.getByRole("spinbutton", { name: resources.dialog.replicas })
    await keys.goTo(scale)
    await keys.press("Enter")
    await keys.isOn(replicas)
    await keys.press("Escape")
    await closed()
    await keys.isOn(scale)
    await keys.press("Enter")
    await keys.isOn(replicas)
    await keys.replace("2")
    await keys.press("Enter")
    await closed()
    await keys.isOn(scale)
    await person.reads("2/2 ready")
  })

  it("opens a menu, goes through it, and is where it was after Escape", async () => {
    const menu = button(detail.actions)
    await keys.goTo(menu)
    await keys.press("Enter")
    await keys.isOn(person.page.getByRole("menuitem", { name: detail.editYaml }))
    await keys.press("ArrowDown")
    await keys.isOn(person.page.getByRole("menuitem", { name: resources.actions.restart.title }))
    await keys.press("Escape")
    await keys.isOn(menu)
    await keys.press("Enter")
    await keys.isOn(person.page.getByRole("menuitem", { name: detail.editYaml }))
    await keys.press("End")
    await keys.isOn(person.page.getByRole("menuitem", { name: resources.actions.delete.title }))
    await keys.press("Enter")
    await person.reads(resources.dialog.about.delete, person.dialog)
    await keys.press("Escape")
    await closed()
    await keys.isOn(menu)
  })

  it("chooses several rows, and deletes them", async () => {
    await keys.press("g")
    await keys.press("p")
    await heading("Pods")
    const grid = person.main.getByRole("grid", { name: "Pods" })
    await person.row("Pods", /^web-/).first().waitFor()
    await keys.goTo(grid)
    await keys.press("End")
    await keys.press("Shift+ArrowUp")
    await person.reads(resources.list.selected(2))
    await keys.press("Delete")
    await person.reads(resources.dialog.many(2, "Pod"), person.dialog)
    await keys.press("Escape")
    await closed()
    await keys.isOn(grid)
    await keys.press("Delete")
    await keys.goTo(button(resources.actions.delete.verb, person.dialog))
    await keys.press("Enter")
    await closed()
    await keys.isOn(grid)
  })

  it("works in the terminal, and comes back from it", async () => {
    const before = person.main.getByRole("grid", { name: "Pods" })
    await keys.press("Control+`")
    const input = person.page.getByRole("region", { name: texts.terminal.screen(profile) }).getByRole("textbox")
    await keys.isOn(input)
    await person.reads(/web/, await person.types("kubectl get deployments", profile))
    await keys.press("Control+`")
    await input.waitFor({ state: "hidden" })
    await keys.isOn(before)
  })

  it("sees where the focus is on every screen", async () => {
    for (const [letter, title] of [
      ["c", clusters.title],
      [",", texts.settings.title],
      ["f", texts.forwards.title],
      ["a", texts.addons.title],
    ] as const) {
      await keys.press("g")
      await keys.press(letter)
      await person.reads(title, person.page.getByRole("navigation", { name: shell.breadcrumb }))
      await keys.goAround()
    }
  })

  it("deletes the cluster", async () => {
    await keys.press("Control+k")
    await keys.isOn(person.dialog.getByRole("combobox"))
    await keys.type(`delete ${profile}`)
    await keys.press("Enter")
    await keys.isOn(person.dialog.getByRole("textbox", { name: texts.common.typeToConfirm(profile) }))
    await keys.type(profile)
    await keys.press("Enter")
    await closed()
    await keys.press("g")
    await keys.press("c")
    await person.reads(clusters.first.title)
  })

  it("saw no error of the page, and nothing that its policy refused", () => {
    expect(screens.complaints).toEqual([])
  })
})
