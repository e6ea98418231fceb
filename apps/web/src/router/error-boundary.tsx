import { Component, type ReactNode } from "react";
import { type AppError, OFFLINE_ERROR } from "../app-error.ts";
import { LostScriptError } from "../fetch-script.ts";
import { ErrorNotice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { reloadInTime } from "./reload-in-time.ts";

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly error: AppError | null;
}

/**
 * A part of the app that could not be fetched, which is tried again by itself, or a mistake of ours: said in words instead of an
 * empty page.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null };

  static getDerivedStateFromError(): ErrorBoundaryState {
    return { error: navigator.onLine ? { ...OFFLINE_ERROR, code: "OTHER" } : OFFLINE_ERROR };
  }

  #stopReloading: (() => void) | null = null;

  override componentDidCatch(error: unknown): void {
    if (error instanceof LostScriptError) this.#stopReloading = reloadInTime();
  }

  override componentWillUnmount(): void {
    this.#stopReloading?.();
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <main id="main">
        <Page title="FluentFusion" narrow>
          <ErrorNotice error={this.state.error} onRetry={() => location.reload()} />
        </Page>
      </main>
    );
  }
}
