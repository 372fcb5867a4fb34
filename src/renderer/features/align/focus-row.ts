/** Gives the focus back to the active row, where the verbs of alignment are. */
export function focusRow(): void {
  document.querySelector<HTMLElement>('.grid-align .row-active')?.focus({ preventScroll: true });
}
