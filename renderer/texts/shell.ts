/** Texts of the frame around the screens. */
export const shell = {
  appName: "Cove",
  navigation: "Navigation",
  clusterNavigation: (cluster: string) => `Sections of ${cluster}`,
  chooseCluster: "Choose a cluster",
  allClusters: "All clusters",
  noCluster: "No cluster yet",
  newCluster: "New cluster…",
  overview: "Overview",
  sequence: "Sequence",
  forwards: "Port-forwards",
  addons: "Add-ons",
  clusters: "Clusters",
  settings: "Settings",
  terminal: "Terminal",
  newTerminal: "New terminal",
  breadcrumb: "Where you are",
  searchOrRun: "Search or run…",
  theme: { label: "Theme", system: "System", light: "Light", dark: "Dark" },
  skipToContent: "Skip to content",

  screenFailed: "This screen broke",
  screenFailedAdvice: "Everything else goes on. Try again; if it keeps breaking, collect diagnostics in the settings.",
  screenLost: "This screen could not be loaded",
  screenLostAdvice: "Cove was updated, or its background process is gone. Load the page again: nothing is lost.",
  loadAgain: "Load again",

  hostGone: "Cove’s background process stopped; reconnecting…",
  hostGoneDetail: "What you see is what was last known.",
  refused: {
    title: "This page may not see your clusters",
    detail: "The key in its address is missing or no longer valid. Open the address that this command shows:",
  },
  lost: {
    terminals: (count: number) =>
      `${count === 1 ? "A terminal" : `${count} terminals`} ended with Cove’s background process`,
    terminalsDetail: "What ran in it on this machine ended too.",
    forwards: (count: number) =>
      `${count === 1 ? "A port-forward" : `${count} port-forwards`} ended with Cove’s background process`,
    forwardFailed: (name: string) => `Cannot forward a port of ${name} again`,
    again: "Open again",
  },
  apiGone: (cluster: string) => `${cluster} cannot be reached; trying again…`,

  gate: {
    unknown: (cluster: string) => `There is no cluster “${cluster}”`,
    unknownDetail: "It may have been deleted, or made under another home.",
    stopped: (cluster: string) => `${cluster} is stopped`,
    stoppedDetail: "Everything in it is kept. It takes a few seconds to be back.",
    paused: (cluster: string) => `${cluster} is paused`,
    pausedDetail: "Its programs are frozen: they take memory, but no CPU time.",
    broken: (cluster: string) => `${cluster} is broken`,
    starting: (cluster: string) => `${cluster} is starting`,
    stopping: (cluster: string) => `${cluster} is stopping`,
    deleting: (cluster: string) => `${cluster} is being deleted`,
  },

  palette: {
    title: "Commands",
    placeholder: "Where to go, or what to do",
    empty: "Nothing goes by that name",
    copyHint: "copy its command",
    runHint: "run",
  },
  shortcuts: { title: "Keyboard shortcuts", description: "They work everywhere but in text fields." },

  sections: { goTo: "Go to", kinds: "Go to a kind", clusters: "Clusters", app: "App", terminal: "Terminal" },
  actions: {
    goTo: (place: string) => `Go to ${place}`,
    openCluster: (cluster: string) => `Open ${cluster}`,
    palette: "Show all commands",
    shortcuts: "Show keyboard shortcuts",
    toggleSidebar: "Hide or show the sidebar",
    toggleTerminal: "Hide or show the terminal",
    newTerminal: "New terminal",
    theme: (theme: string) => `Use the ${theme.toLowerCase()} theme`,
    newCluster: "New cluster…",
  },
  themeFailed: "Cannot change the theme",

  operations: {
    title: "Operations",
    none: "Nothing is under way",
    noneDetail: "Starting, stopping and deleting clusters shows here.",
    running: (count: number) => (count === 1 ? "1 operation under way" : `${count} operations under way`),
    idle: "Operations",
  },
} as const
