import { RotateCw } from "lucide-react"
import { Component, type ReactNode } from "react"
import { Button } from "../design/button.tsx"
import { ErrorState } from "../design/error-state.tsx"
import { texts } from "../texts/texts.ts"

interface ErrorBoundaryProps {
  /** A screen that failed is tried anew when this changes. */
  readonly place: string
  readonly children: ReactNode
}

interface ErrorBoundaryState {
  readonly failure: string | undefined
  readonly place: string
}

/** A screen's file is gone: a newer Cove serves others. Only the whole page, loaded anew, knows those. */
const isLostPart = /dynamically imported module|importing a module script|preload CSS/i

/** Shows that a screen broke, in its place; everything around it goes on. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failure: undefined, place: this.props.place }

  static getDerivedStateFromError(error: unknown): Partial<ErrorBoundaryState> {
    return { failure: error instanceof Error ? error.message : String(error) }
  }

  static getDerivedStateFromProps(
    { place }: ErrorBoundaryProps,
    state: ErrorBoundaryState,
  ): ErrorBoundaryState | undefined {
    return place === state.place ? undefined : { failure: undefined, place }
  }

  override render(): ReactNode {
    const { failure } = this.state
    if (failure === undefined) return this.props.children
    if (isLostPart.test(failure)) return <LostPart />
    return (
      <ErrorState
        title={texts.shell.screenFailed}
        message={failure}
        advice={texts.shell.screenFailedAdvice}
        onRetry={() => this.setState({ failure: undefined })}
      />
    )
  }
}

function LostPart() {
  const { screenLost, screenLostAdvice, loadAgain } = texts.shell
  const reload = (
    <Button icon={RotateCw} onClick={() => location.reload()}>
      {loadAgain}
    </Button>
  )
  return <ErrorState title={screenLost} advice={screenLostAdvice} actions={reload} />
}
