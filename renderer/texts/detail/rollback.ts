/** Texts of the rollback dialog. */
export const detailRollback = {
  title: (name: string) => `Roll back ${name}`,
  detail: "Choose a revision; its pod template becomes the current one.",
  revisions: "Revisions",
  revision: (number: number) => `Revision ${number}`,
  current: "Current",
  pods: (ready: number, count: number) => `${ready} of ${count} pods ready`,
  none: "There is only one revision: nothing to roll back to",
  noneDetail: "A revision is kept for every change of the pod template.",
  noCause: "No change cause was written down",
  diff: "What would change in the pod template",
  before: "Current",
  after: (number: number) => `Revision ${number}`,
  action: "Roll back",
  rollbackTo: (number: number) => `Roll back to revision ${number}`,
  done: (name: string, number: number) => `${name} rolls back to revision ${number}`,
  paused: "The rollout is paused: resume it before you roll back.",
} as const
