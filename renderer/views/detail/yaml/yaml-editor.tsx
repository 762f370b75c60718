import { closeBrackets, closeBracketsKeymap, closeCompletion, completionKeymap } from "@codemirror/autocomplete"
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands"
import { yaml } from "@codemirror/lang-yaml"
import {
  bracketMatching,
  codeFolding,
  foldEffect,
  foldGutter,
  foldKeymap,
  indentOnInput,
  indentUnit,
} from "@codemirror/language"
import { type Diagnostic, lintKeymap, setDiagnostics } from "@codemirror/lint"
import { closeSearchPanel, highlightSelectionMatches, search, searchKeymap } from "@codemirror/search"
import { Compartment, EditorState, type Extension } from "@codemirror/state"
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view"
import { useEffect, useRef } from "react"
import { texts } from "../../../texts/texts.ts"
import { editorTheme } from "./editor-theme.ts"
import { yamlAssist } from "./yaml-assist.ts"
import type { Mark, SchemaFor } from "./yaml-marks.ts"

export interface YamlEditorProps {
  /** Its name, for who cannot see it. */
  readonly label: string
  readonly value: string
  onChange(value: string): void
  readonly schemaFor: SchemaFor
  readonly readOnly?: boolean | undefined
  /** What the API server complained about; gone as soon as the text changes. */
  readonly marks?: readonly Mark[] | undefined
  readonly autoFocus?: boolean | undefined
}

/** An editor for manifests. Escape, then Tab, leaves it: Tab alone indents. */
export function YamlEditor(props: YamlEditorProps) {
  const { label, value, readOnly = false, marks = [], autoFocus = false } = props
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const writable = useRef(new Compartment())
  const latest = useRef(props)
  latest.current = props
  const first = useRef(value)
  // Texts that were told and may come back as `value`, later than further typing: those are no news.
  const told = useRef<string[]>([])
  useEffect(() => {
    if (place.current === null) return
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          ...editing,
          yamlAssist(
            (object) => latest.current.schemaFor(object),
            () => latest.current.marks ?? [],
          ),
          EditorView.contentAttributes.of({
            "aria-label": label,
            "aria-description": texts.detail.yaml.leaving,
            tabindex: "0",
          }),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return
            const text = update.state.doc.toString()
            told.current.push(text)
            latest.current.onChange(text)
          }),
          writable.current.of([]),
        ],
      }),
    })
    editor.dom.addEventListener("keydown", (event) => heedTakenEscape(event, editor))
    view.current = editor
    foldNoise(editor)
    return () => editor.destroy()
  }, [label])
  useEffect(() => {
    if (autoFocus) view.current?.focus()
  }, [autoFocus])
  useEffect(() => {
    const editor = view.current
    const echo = told.current.lastIndexOf(value)
    told.current = echo < 0 ? [] : told.current.slice(echo + 1)
    if (editor === undefined || echo >= 0 || editor.state.doc.toString() === value) return
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } })
    foldNoise(editor)
  }, [value])
  useEffect(() => {
    const locked = [EditorState.readOnly.of(true), EditorView.editable.of(false)]
    view.current?.dispatch({ effects: writable.current.reconfigure(readOnly ? locked : []) })
  }, [readOnly])
  useEffect(() => {
    const editor = view.current
    if (editor === undefined || marks.length === 0) return
    const diagnostics = marks.map((mark): Diagnostic => ({ ...mark }))
    editor.dispatch(setDiagnostics(editor.state, diagnostics))
    const [mark] = marks
    if (mark !== undefined) editor.dispatch({ selection: { anchor: mark.from }, scrollIntoView: true })
  }, [marks])
  return <div ref={place} className="h-full min-h-0 overflow-hidden" />
}

/** A dialog around the editor takes Escape for itself, and the editor heeds no key that is taken: it would keep Tab. */
function heedTakenEscape({ key, defaultPrevented }: KeyboardEvent, editor: EditorView): void {
  if (key !== "Escape" || !defaultPrevented) return
  editor.setTabFocusMode(tabLeavesMs)
  if (!closeCompletion(editor)) closeSearchPanel(editor)
}

/** How long after Escape a Tab leaves the editor, as the editor itself has it. */
const tabLeavesMs = 2_000

/** What kubectl wrote down for itself is one long line that nobody reads: it begins folded. */
function foldNoise(editor: EditorView): void {
  const { doc } = editor.state
  for (let number = 1; number < doc.lines; number++) {
    const line = doc.line(number)
    if (!/^\s*kubectl\.kubernetes\.io\/last-applied-configuration: [|>]/.test(line.text)) continue
    editor.dispatch({ effects: foldEffect.of({ from: line.to, to: doc.line(number + 1).to }) })
  }
}

const editing: readonly Extension[] = [
  lineNumbers(),
  foldGutter(),
  codeFolding(),
  history(),
  drawSelection(),
  indentOnInput(),
  indentUnit.of("  "),
  bracketMatching(),
  closeBrackets(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlightSelectionMatches(),
  search({ top: false }),
  yaml(),
  editorTheme,
  keymap.of([
    ...closeBracketsKeymap,
    ...completionKeymap,
    ...searchKeymap,
    ...historyKeymap,
    ...foldKeymap,
    ...lintKeymap,
    ...defaultKeymap,
    indentWithTab,
  ]),
]
