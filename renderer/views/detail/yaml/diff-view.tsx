import { yaml } from "@codemirror/lang-yaml"
import { MergeView } from "@codemirror/merge"
import { EditorState } from "@codemirror/state"
import { EditorView, lineNumbers } from "@codemirror/view"
import { useEffect, useRef } from "react"
import { editorTheme } from "./editor-theme.ts"

export interface DiffViewProps {
  readonly before: { readonly label: string; readonly text: string }
  readonly after: { readonly label: string; readonly text: string }
}

/** Two texts beside each other, with what differs marked and what does not folded away. */
export function DiffView({ before, after }: DiffViewProps) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (place.current === null) return
    const view = new MergeView({
      parent: place.current,
      a: { doc: withoutNoise(before.text), extensions: extensionsFor(before.label) },
      b: { doc: withoutNoise(after.text), extensions: extensionsFor(after.label) },
      gutter: false,
      highlightChanges: true,
      collapseUnchanged: { margin: 3, minSize: 6 },
    })
    return () => view.destroy()
  }, [before.label, before.text, after.label, after.text])
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="grid grid-cols-2 border-y border-line bg-panel text-sm font-medium text-muted">
        <div className="px-4 py-1.5">{before.label}</div>
        <div className="border-l border-line px-4 py-1.5">{after.label}</div>
      </div>
      <div ref={place} className="min-h-0 flex-1 overflow-auto" />
    </div>
  )
}

/** What kubectl wrote down for itself is one long line that nobody reads. */
function withoutNoise(text: string): string {
  return text.replace(/^( *kubectl\.kubernetes\.io\/last-applied-configuration: )[|>]\n.*$/m, "$1…")
}

function extensionsFor(label: string) {
  return [
    lineNumbers(),
    yaml(),
    editorTheme,
    EditorView.lineWrapping,
    EditorState.readOnly.of(true),
    EditorView.contentAttributes.of({ "aria-label": label, "aria-readonly": "true", tabindex: "0" }),
  ]
}
