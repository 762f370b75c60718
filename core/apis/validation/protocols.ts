/** What ports may speak, in the order that messages name them. */
export const protocols: readonly string[] = ["SCTP", "TCP", "UDP"]
