import { useCallback, useState } from "react"

/** What a person chose, kept in this browser under a name. What cannot be read is as good as not there. */
export function useKept<T>(name: string, parse: (value: unknown) => T): readonly [value: T, keep: (value: T) => void] {
  const [state, setState] = useState(() => ({ name, value: parse(read(name)) }))
  const current = state.name === name ? state : { name, value: parse(read(name)) }
  if (current !== state) setState(current)
  const keep = useCallback(
    (value: T) => {
      setState({ name, value })
      write(name, value)
    },
    [name],
  )
  return [current.value, keep]
}

function read(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null")
  } catch {
    return undefined // written by something else
  }
}

function write(name: string, value: unknown): void {
  try {
    localStorage.setItem(name, JSON.stringify(value))
  } catch {
    // The browser keeps nothing: then it is forgotten with the window.
  }
}
