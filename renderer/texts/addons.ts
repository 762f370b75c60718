/** Texts of the add-ons screen. */
export const addons = {
  title: "Add-ons",
  subtitle: "What a cluster runs beyond Kubernetes itself.",
  failed: "Cannot tell which add-ons there are",
  none: "There are no add-ons",
  builtIn: "Built in",
  builtInReason: "Every cluster has it: it cannot be switched off.",
  toggle: (title: string) => `${title} is on`,
  documentation: "Documentation",
  runs: "Runs",
  runsNothing: "Nothing of its own: the node’s programs do it.",
  linkFailed: "Cannot open the link",
  states: { ok: "Working", warn: "Not ready", bad: "Missing", busy: "Looking…", idle: "On" },
  ready: (ready: number, all: number) => `${ready} of ${all} ready`,
  missing: "There is none",
  there: "There",
} as const
