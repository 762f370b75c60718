import { ChevronDown, ChevronUp, X } from "lucide-react"
import { useEffect, useRef, useState } from "react"
import { IconButton } from "../../design/button.tsx"
import { SearchField } from "../../design/text-field.tsx"
import { texts } from "../../texts/texts.ts"
import type { Found } from "./terminal-session.ts"

interface TerminalSearchProps {
  readonly found: Found
  onFind(word: string, direction: "next" | "previous"): void
  onClose(): void
}

/** Finds words in what a terminal has shown. Enter goes on, Shift+Enter back, Escape ends it. */
export function TerminalSearch({ found, onFind, onClose }: TerminalSearchProps) {
  const [word, setWord] = useState("")
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const { matches, noMatch } = texts.terminal
  return (
    <search className="absolute top-2 right-5 z-10 flex animate-fade items-center gap-1 rounded-lg border border-line bg-raised p-1 shadow-float">
      <SearchField
        ref={field}
        label={texts.terminal.search}
        value={word}
        className="w-52"
        onChange={(next) => {
          setWord(next)
          onFind(next, "next")
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") onFind(word, event.shiftKey ? "previous" : "next")
          if (event.key === "Escape" && word === "") onClose()
        }}
      />
      <span role="status" className="min-w-16 px-1 text-center text-sm text-muted tabular-nums">
        {word !== "" && (found.all === 0 ? noMatch : matches(found.at + 1, found.all))}
      </span>
      <IconButton icon={ChevronUp} size="sm" label={texts.terminal.previous} onClick={() => onFind(word, "previous")} />
      <IconButton icon={ChevronDown} size="sm" label={texts.terminal.next} onClick={() => onFind(word, "next")} />
      <IconButton icon={X} size="sm" label={texts.common.close} onClick={onClose} />
    </search>
  )
}
