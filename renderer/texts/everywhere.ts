/** Texts that every screen has. */
export const common = {
  cancel: "Cancel",
  clear: "Clear",
  close: "Close",
  copied: "Copied",
  copy: "Copy",
  copyCommand: "Copy command",
  dismiss: "Dismiss",
  loading: "Loading",
  menu: "Menu",
  notification: "Notification",
  notifications: "Notifications ({hotkey})",
  retry: "Try again",
  save: "Save",
  search: "Search",
  typeToConfirm: (word: string) => `Type “${word}” to confirm`,
} as const
