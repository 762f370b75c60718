/** Texts of the overview part of the screens. */
export const overview = {
  usage: {
    cpu: "CPU",
    memory: "Memory",
    usageOf: (name: string) => `CPU and memory of ${name}`,
    plot: (what: string, latest: string, span: string) => `${what}: ${latest}; line chart of the last ${span}`,
    ofCapacity: (value: string, capacity: string, share: string) => `${value} of ${capacity} (${share})`,
    capacity: "Capacity",
    table: "Show as a table",
    time: "Time",
    waiting: "Waiting for the first measurement",
    noChart: "This browser cannot draw the chart",
    minutes: (count: number) => (count === 1 ? "minute" : `${count} minutes`),
  },
} as const
