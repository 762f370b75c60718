import type { Locator, Page } from "playwright-core"
import { expect } from "vitest"
import { texts } from "../../renderer/texts/texts.ts"

/** More stops than any screen has. */
const stopsMax = 150

/** Who has nothing but keys: goes by Tab, and must see where the focus is at every stop. */
export class Keyboard {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  press(key: string): Promise<void> {
    return this.#page.keyboard.press(key)
  }

  type(text: string): Promise<void> {
    return this.#page.keyboard.type(text)
  }

  /** In the field that has the focus. */
  async replace(text: string): Promise<void> {
    await this.press("Control+a")
    await this.type(text)
  }

  /** Waits until it has the focus. */
  async isOn(place: Locator): Promise<void> {
    await this.#focusOn(place).waitFor()
  }

  /** By Tab alone. */
  async goTo(place: Locator): Promise<void> {
    await place.waitFor()
    const passed: string[] = []
    for (let stop = 0; stop < stopsMax; stop++) {
      if ((await this.#focusOn(place).count()) > 0) return
      await this.press("Tab")
      passed.push(await this.#focused())
    }
    throw new Error(`Tab does not come to it, but to ${passed.join(", ")}`)
  }

  /** By Tab through all there is, from the first stop until it comes again; at each the focus can be seen. */
  async goAround(): Promise<void> {
    const first = this.#page.getByRole("button", { name: texts.shell.skipToContent })
    await this.goTo(first)
    const unseen: string[] = []
    for (let stop = 0; stop < stopsMax; stop++) {
      await this.press("Tab")
      if ((await this.#focusOn(first).count()) > 0) return expect(unseen, "where the focus cannot be seen").toEqual([])
      if (!(await this.#page.evaluate<boolean>(isFocusSeen))) unseen.push(await this.#focused())
    }
    throw new Error(`Tab goes on and on, now at ${await this.#focused()}`)
  }

  #focusOn(place: Locator): Locator {
    return place.and(this.#page.locator(":focus"))
  }

  #focused(): Promise<string> {
    return this.#page.evaluate<string>(nameOfFocus)
  }
}

// What follows runs in the page: as text, since the types of pages are not those of tests.

const nameOfFocus = `(() => {
  const { activeElement: focused, body } = document
  if (focused === null || focused === body) return "nothing"
  const label = focused.getAttribute("aria-label") || focused.textContent.trim().slice(0, 40) || focused.id
  return (focused.getAttribute("role") || focused.tagName.toLowerCase()) + " “" + label + "”"
})()`

/** Whether there is an outline or a ring around what has the focus, or around the field or the row that stands for it. */
const isFocusSeen = `(() => {
  const { activeElement: focused, body } = document
  if (focused === null || focused === body) return true
  const row = document.getElementById(focused.getAttribute("aria-activedescendant") ?? "")
  const around = [focused, focused.parentElement, focused.parentElement?.parentElement, row]
  return around.some((element) => {
    if (!element) return false
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    return (outlineStyle !== "none" && outlineWidth !== "0px") || (element === focused && boxShadow !== "none")
  })
})()`
