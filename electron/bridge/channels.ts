/** The ways between a page's preload script and main. */
export const channels = {
  /** Page asks: open a line. Answers its number when the host listens. */
  dial: "bridge:dial",
  /** Both ways: a line's number and a message. */
  message: "bridge:message",
  /** Both ways: a line's number; it is no more. */
  close: "bridge:close",
} as const
