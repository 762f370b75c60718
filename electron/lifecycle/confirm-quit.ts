import { dialog } from "electron"
import { texts } from "../texts.ts"

/** Asks whether to quit although work is under way. */
export async function confirmQuit(work: readonly string[]): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: "question",
    message: texts.quit.message,
    detail: [...work, texts.quit.detail].join("\n"),
    buttons: [texts.quit.stay, texts.quit.quit],
    defaultId: 0,
    cancelId: 0,
  })
  return response === 1
}
