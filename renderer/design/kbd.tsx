import { clsx } from "clsx"

/** A shortcut as keys: "mod+k" → ⌘ K on a Mac, Ctrl K elsewhere; "g c" is one key after the other. */
export function Kbd({ shortcut, className }: { readonly shortcut: string; readonly className?: string }) {
  const mac = navigator.platform.startsWith("Mac")
  return (
    <kbd className={clsx("inline-flex items-center gap-0.5 font-sans text-xs text-faint", className)}>
      {keysOf(shortcut, mac).map(({ id, key }) => (
        <span
          key={id}
          className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-line bg-sunken px-1 text-muted"
        >
          {key}
        </span>
      ))}
    </kbd>
  )
}

function keysOf(shortcut: string, mac: boolean): readonly { readonly id: string; readonly key: string }[] {
  return shortcut
    .split(" ")
    .flatMap((chord) => chord.split("+"))
    .map((key, place) => ({ id: `${place}:${key}`, key: nameOf(key, mac) }))
}

function nameOf(key: string, mac: boolean): string {
  const names: Readonly<Record<string, string>> = {
    mod: mac ? "⌘" : "Ctrl",
    ctrl: mac ? "⌃" : "Ctrl",
    alt: mac ? "⌥" : "Alt",
    shift: mac ? "⇧" : "Shift",
    enter: "Enter",
    escape: "Esc",
    backspace: "⌫",
    delete: "Del",
    arrowup: "↑",
    arrowdown: "↓",
  }
  return names[key] ?? (key.length === 1 ? key.toUpperCase() : key)
}
