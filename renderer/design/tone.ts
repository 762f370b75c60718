/** How something is: idle things are neither well nor ill, busy ones are on their way. */
export type Tone = "ok" | "warn" | "bad" | "busy" | "idle"
