import { type Context, useContext } from "react"

/** What a provider around the screen lends. That there is one is the frame's promise. */
export function useProvided<T>(context: Context<T | undefined>, provider: string): T {
  const provided = useContext(context)
  if (provided === undefined) throw new Error(`There is no ${provider} around this screen`)
  return provided
}
