/**
 * What a program asks the terminal, which answers as if it were typed: where the cursor is, what it is, its colours,
 * its modes and its size.
 */
const questions = new RegExp(
  [
    String.raw`\x1b\[[?>=]?[0-9;]*c`, // device attributes
    String.raw`\x1b\[\??[0-9;]*n`, // status, place of the cursor
    String.raw`\x1b\[\??[0-9;]*\$p`, // a mode
    String.raw`\x1b\[>[0-9]*q`, // name and version
    String.raw`\x1b\[\?u`, // the keyboard's protocol
    String.raw`\x1b\[(?:1[1-9]|2[01])(?:;[0-9]+)*t`, // size, title
    String.raw`\x1b\][0-9;]+;\?(?:\x07|\x1b\\)`, // a colour
    String.raw`\x1bP[+$]q[^\x1b\x07]*(?:\x07|\x1b\\)`, // a setting
  ].join("|"),
  "g",
)

/** A terminal's output as it is shown to who reads along: the questions in it were another's to answer. */
export function withoutQuestions(output: string): string {
  return output.includes("\x1b") ? output.replace(questions, "") : output
}
