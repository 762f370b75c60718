import type { Locator, Page } from "playwright-core"
import { expect } from "vitest"
import { texts } from "../../renderer/texts/texts.ts"
import { must } from "../support/cove.ts"
import { kubectlPath } from "../support/kubectl.ts"
import type { OwnHome } from "../support/own-home.ts"
import type { Screens } from "../support/screens.ts"

/** Who sits before the screens: looks, presses, types. */
export class Person {
  readonly page: Page
  readonly main: Locator
  readonly dialog: Locator
  readonly #screens: Screens

  constructor(screens: Screens) {
    this.#screens = screens
    this.page = screens.page
    this.main = this.page.getByRole("main")
    this.dialog = this.page.getByRole("dialog")
  }

  /** Looks at a screen: a picture in light and in dark, and axe finds nothing. */
  async looks(name: string): Promise<void> {
    await this.#screens.picture(name)
    expect(await this.#screens.accessibility(), name).toEqual([])
  }

  /** Waits until a text stands on the screen, and gives its place. */
  async reads(text: string | RegExp, within: Locator = this.main): Promise<Locator> {
    const place = within.getByText(text).first()
    await place.waitFor()
    return place
  }

  async presses(name: string | RegExp, within: Locator = this.main): Promise<void> {
    await within.getByRole("button", { name, exact: true }).click()
  }

  /** By the sidebar. */
  async goesTo(place: string): Promise<void> {
    const sidebar = this.page.getByRole("navigation", { name: texts.shell.navigation })
    await sidebar.getByRole("link", { name: new RegExp(`^${place}( \\d+)?$`) }).click()
  }

  row(grid: string, name: RegExp): Locator {
    return this.page.getByRole("grid", { name: grid }).getByRole("row", { name })
  }

  /** From the list of its kind. */
  async opens(kind: string, name: string): Promise<void> {
    await this.goesTo(kind)
    await this.row(kind, new RegExp(`^${name} `))
      .getByRole("link", { name, exact: true })
      .click()
    await this.main.getByRole("heading", { name, exact: true, level: 1 }).waitFor()
  }

  /** A tab of an object, by its title. */
  async turnsTo(name: string): Promise<Locator> {
    await this.page.getByRole("tab", { name, exact: true }).click()
    return this.page.getByRole("tabpanel", { name, exact: true })
  }

  /** In a list: opens the dialog, and writes the manifest into it. */
  async writesManifest(manifest: string): Promise<void> {
    await this.presses(texts.resources.list.create)
    await this.dialog.getByRole("textbox", { name: texts.detail.yaml.editor }).fill(manifest)
  }

  async creates(manifest: string): Promise<void> {
    await this.writesManifest(manifest)
    await this.presses(texts.detail.yaml.create.create, this.dialog)
    await this.dialog.waitFor({ state: "hidden" })
  }

  /** In the YAML tab: puts another line in a line's place, and asks what would change. */
  async edits(line: string, next: string): Promise<void> {
    const editor = this.page.getByRole("textbox", { name: texts.detail.yaml.editor })
    await editor
      .getByText(new RegExp(`^\\s*(- )?${line}$`))
      .first()
      .click()
    await this.page.keyboard.press("End")
    for (const _ of line) await this.page.keyboard.press("Backspace")
    await this.page.keyboard.type(next)
    await this.presses(texts.detail.yaml.review)
  }

  /** Types a line into the terminal with a title. */
  async types(line: string, title: string): Promise<Locator> {
    const terminal = this.page.getByRole("region", { name: texts.terminal.screen(title), exact: true })
    await terminal.getByRole("textbox").pressSequentially(`${line}\n`)
    return terminal
  }
}

/** A web server's deployment, and the service before it. */
export const webManifest = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      terminationGracePeriodSeconds: 0
      containers:
      - name: web
        image: cove.test/web:1
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
  - port: 80
    targetPort: 8080
`

/** A pod that says its last words at once, comes back, and counts from then on. */
export const talkerManifest = `apiVersion: v1
kind: Pod
metadata:
  name: talker
spec:
  terminationGracePeriodSeconds: 0
  containers:
  - name: talker
    image: docker.io/library/busybox:1
    command:
    - sh
    - -c
    - |
      test -e /kept/again || { touch /kept/again; echo these were my last words; exit 1; }
      n=0; while true; do n=$((n+1)); echo "line $n"; sleep 0.1; done
    volumeMounts:
    - name: kept
      mountPath: /kept
  volumes:
  - name: kept
    emptyDir: {}
`

/** kubectl, as somebody else uses it meanwhile. */
export async function kubectl(home: OwnHome, profile: string, args: readonly string[], input = ""): Promise<string> {
  return must(await kubectlPath("1.36"), ["--context", profile, ...args], { env: home.env, input })
}
