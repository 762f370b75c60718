import { createContext } from "react"
import type { EditState } from "./use-manifest-edit.ts"

/** Keeps an edit of the object while one looks at its other tabs. Undefined where nothing keeps it. */
export const DraftContext = createContext<{ current: EditState | undefined } | undefined>(undefined)
