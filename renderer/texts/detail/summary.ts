/** Texts of the summaries. */
export const detailSummary = {
  metadata: "Metadata",
} as const
