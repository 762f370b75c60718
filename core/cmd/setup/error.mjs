/** What stands in the way, and what to do about it. */
export class SetupError extends Error {
  constructor(message, advice = "") {
    super(message)
    this.name = "SetupError"
    this.advice = advice
  }
}
