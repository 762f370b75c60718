import { HighlightStyle, syntaxHighlighting } from "@codemirror/language"
import type { Extension } from "@codemirror/state"
import { EditorView } from "@codemirror/view"
import { tags } from "@lezer/highlight"

/** The editor in the theme's own colours, so that it is light when the screens are. */
export const editorTheme: Extension = [
  EditorView.theme({
    "&": { height: "100%", backgroundColor: "var(--canvas)", color: "var(--ink)", fontSize: "12.5px" },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": { fontFamily: "var(--font-mono)", lineHeight: "20px" },
    ".cm-content": { caretColor: "var(--ink)", padding: "6px 0" },
    ".cm-cursor": { borderLeftColor: "var(--ink)" },
    ".cm-gutters": { backgroundColor: "var(--canvas)", color: "var(--faint)", border: "none" },
    ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--hover) 55%, transparent)" },
    ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
      backgroundColor: "color-mix(in srgb, var(--accent) 28%, transparent)",
    },
    ".cm-foldPlaceholder": {
      backgroundColor: "var(--sunken)",
      border: "1px solid var(--line)",
      color: "var(--muted)",
      padding: "0 4px",
    },
    ".cm-searchMatch": { backgroundColor: "var(--warn-soft)", outline: "1px solid var(--warn)" },
    ".cm-searchMatch-selected": { backgroundColor: "color-mix(in srgb, var(--accent) 40%, transparent)" },
    ".cm-panels": { backgroundColor: "var(--panel)", color: "var(--ink)" },
    ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--line)" },
    ".cm-panel input, .cm-panel button": { fontSize: "12.5px", fontFamily: "var(--font-sans)" },
    ".cm-textfield": { backgroundColor: "var(--raised)", border: "1px solid var(--line-strong)", borderRadius: "4px" },
    ".cm-button": {
      backgroundImage: "none",
      backgroundColor: "var(--raised)",
      border: "1px solid var(--line-strong)",
      borderRadius: "4px",
      color: "var(--ink)",
    },
    ".cm-tooltip": {
      backgroundColor: "var(--raised)",
      border: "1px solid var(--line)",
      borderRadius: "8px",
      boxShadow: "var(--shadow-2)",
      color: "var(--ink)",
    },
    ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--font-mono)", fontSize: "12px", maxHeight: "16em" },
    ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--selected)", color: "var(--ink)" },
    ".cm-completionDetail": { color: "var(--faint)", fontStyle: "normal" },
    ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
    ".cm-tooltip.cm-completionInfo": { padding: "8px 10px", maxWidth: "380px", fontSize: "12.5px" },
    ".cm-diagnostic": { padding: "4px 10px", whiteSpace: "pre-wrap" },
    ".cm-diagnostic-error": { borderLeft: "3px solid var(--bad)" },
    ".cm-diagnostic-warning": { borderLeft: "3px solid var(--warn)" },
    ".cm-field-doc": { padding: "8px 10px", maxWidth: "420px", maxHeight: "260px", overflow: "auto" },
    ".cm-field-doc code": { fontFamily: "var(--font-mono)", fontSize: "12px" },
    ".cm-field-doc p": { marginTop: "4px", color: "var(--muted)", whiteSpace: "pre-wrap" },
    ".cm-changedLine, .cm-insertedLine": { backgroundColor: "var(--ok-soft) !important" },
    ".cm-deletedChunk, &.cm-merge-a .cm-changedLine": { backgroundColor: "var(--bad-soft) !important" },
    ".cm-changedText": { background: "color-mix(in srgb, var(--ok) 30%, transparent) !important" },
    "&.cm-merge-a .cm-changedText, .cm-deletedText": {
      background: "color-mix(in srgb, var(--bad) 30%, transparent) !important",
    },
    ".cm-collapsedLines": {
      backgroundImage: "none",
      backgroundColor: "var(--sunken)",
      color: "var(--muted)",
      padding: "2px 12px",
      "&:before, &:after": { content: '""', margin: "0" },
    },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: [tags.definition(tags.propertyName), tags.propertyName], color: "var(--accent-ink)" },
      { tag: [tags.string, tags.content], color: "var(--ink)" },
      { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: "var(--warn-ink)" },
      { tag: [tags.comment, tags.lineComment], color: "var(--faint)", fontStyle: "italic" },
      { tag: [tags.punctuation, tags.separator, tags.meta], color: "var(--faint)" },
      { tag: tags.invalid, color: "var(--bad-ink)" },
    ]),
  ),
]
