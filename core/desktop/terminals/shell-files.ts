import { basename } from "node:path"
import { quoteWord } from "../../base/shell-words.ts"

/** What a shell of ours begins with. */
export interface ShellStart {
  /** The shell's path. */
  readonly shell: string
  /** A folder of the terminal's own. */
  readonly folder: string
  /** A folder with `kubectl` and `cove`, to stand first on the PATH. */
  readonly programs: string
  readonly kubeconfig: string
  /** Where zsh would have looked for the person's own files, if they have said so. */
  readonly zshFolder?: string | undefined
}

/** How the shell is started, and the files that it reads then, by their names in the terminal's folder. */
export interface ShellPlan {
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly files: Readonly<Record<string, string>>
}

/** The person's own files come first; what they may have changed is set again after, and completion is switched on. */
export function planShell(start: ShellStart): ShellPlan {
  switch (basename(start.shell).replace(/\.exe$/, "")) {
    case "bash":
      return {
        args: ["--rcfile", `${start.folder}/bashrc`, "-i"],
        environment: {},
        files: { bashrc: `[ -f ~/.bashrc ] && . ~/.bashrc\n${settingsOf(start)}${bashCompletion}` },
      }
    case "zsh":
      return {
        args: ["-i"],
        environment: { ZDOTDIR: start.folder },
        files: zshFiles(start),
      }
    case "fish":
      return {
        args: ["-C", `fish_add_path -gP ${quoteWord(start.programs)}; kubectl completion fish 2>/dev/null | source`],
        environment: {},
        files: {},
      }
    default:
      return { args: [], environment: {}, files: {} }
  }
}

function settingsOf({ programs, kubeconfig }: ShellStart): string {
  return `export PATH=${quoteWord(programs)}:"$PATH" KUBECONFIG=${quoteWord(kubeconfig)}\n`
}

function zshFiles(start: ShellStart): Readonly<Record<string, string>> {
  const own = start.zshFolder === undefined ? '"$HOME"' : quoteWord(start.zshFolder)
  const ours = quoteWord(start.folder)
  return {
    ".zshenv": `ZDOTDIR=${own}\n[[ -f $ZDOTDIR/.zshenv ]] && . "$ZDOTDIR/.zshenv"\nCOVE_ZDOTDIR=$ZDOTDIR\nZDOTDIR=${ours}\n`,
    ".zshrc": `ZDOTDIR=\${COVE_ZDOTDIR:-$HOME}\nunset COVE_ZDOTDIR\n${zshHistory(ours)}[[ -f $ZDOTDIR/.zshrc ]] && . "$ZDOTDIR/.zshrc"\n${settingsOf(start)}${zshCompletion}`,
  }
}

/** Some systems choose the place of the history before the person's own file is read, beside where that is looked for. */
function zshHistory(ours: string): string {
  return `[[ $HISTFILE == ${ours}/* ]] && HISTFILE=$ZDOTDIR/.zsh_history\n`
}

const zshCompletion = `if command -v kubectl >/dev/null; then
  whence compdef >/dev/null || { autoload -Uz compinit && compinit -i -D }
  eval "$(kubectl completion zsh 2>/dev/null)"
fi
`

/**
 * kubectl's completion asks bash-completion's functions for the words typed so far. Where that is not installed, these
 * two stand in: they split at blanks, which is enough for kubectl's own words.
 */
const bashCompletion = `if command -v kubectl >/dev/null; then
  if ! declare -F _get_comp_words_by_ref >/dev/null; then
    for _cove_file in /usr/share/bash-completion/bash_completion /etc/bash_completion \\
      /opt/homebrew/etc/profile.d/bash_completion.sh /usr/local/etc/profile.d/bash_completion.sh; do
      [ -r "$_cove_file" ] && . "$_cove_file" && break
    done
    unset _cove_file
  fi
  if ! declare -F _get_comp_words_by_ref >/dev/null && ! declare -F _init_completion >/dev/null; then
    _get_comp_words_by_ref() {
      local line=\${COMP_LINE:0:COMP_POINT}
      read -ra words <<<"$line"
      [[ $line == *[[:space:]] ]] && words+=("")
      cword=$((\${#words[@]} - 1))
      cur=\${words[cword]}
      prev=\${words[cword - 1]}
    }
    __ltrim_colon_completions() {
      [[ $1 == *:* && $COMP_WORDBREAKS == *:* ]] || return 0
      local at prefix=\${1%"\${1##*:}"}
      for at in "\${!COMPREPLY[@]}"; do COMPREPLY[at]=\${COMPREPLY[at]#"$prefix"}; done
    }
  fi
  eval "$(kubectl completion bash 2>/dev/null)"
fi
`
