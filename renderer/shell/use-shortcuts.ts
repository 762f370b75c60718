import { useEffect, useSyncExternalStore } from "react"
import { browserClock } from "../data/browser-clock.ts"
import { useProvided } from "../data/use-provided.ts"
import { type Action, type ActionRegistry, ActionsContext } from "./actions.ts"
import { type Key, parseShortcut, ShortcutReader } from "./shortcuts.ts"

/** Everything that can be done here and now. */
export function useAllActions(): readonly Action[] {
  const registry = useProvided(ActionsContext, "ActionRegistry")
  return useSyncExternalStore(
    (listener) => registry.subscribe(listener),
    () => registry.all,
  )
}

/** Runs actions by their shortcuts, wherever one is. */
export function useShortcuts(registry: ActionRegistry): void {
  useEffect(() => {
    const reader = new ShortcutReader({ clock: browserClock, mac: isMac() })
    function press(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing || !reaches(event)) return
      const shortcuts = registry.all.flatMap(({ shortcut, disabled, run }) =>
        shortcut === undefined || disabled === true ? [] : [{ chords: parseShortcut(shortcut), run }],
      )
      if (!reader.press(event, shortcuts)) return
      event.preventDefault()
      event.stopPropagation()
    }
    // Before what has the focus: the terminal would take every key for itself.
    window.addEventListener("keydown", press, { capture: true })
    return () => window.removeEventListener("keydown", press, { capture: true })
  }, [registry])
}

export function isMac(): boolean {
  return navigator.platform.startsWith("Mac")
}

/** Whether a key may be a shortcut: what is typed into a field or a terminal belongs to it, and dialogs come first. */
function reaches(event: KeyboardEvent): boolean {
  const { target } = event
  if (!(target instanceof HTMLElement)) return true
  if (target.closest(".xterm") !== null) return reachesTerminal(event)
  if (document.querySelector('[role="dialog"][data-state="open"], [role="menu"][data-state="open"]') !== null)
    return false
  const edits = target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName)
  return !edits || event.ctrlKey || event.metaKey
}

/** A shell wants the control keys: only the ones that it could not use are ours. */
function reachesTerminal(event: Key): boolean {
  return event.metaKey || (event.ctrlKey && (event.code === "Backquote" || event.shiftKey))
}
