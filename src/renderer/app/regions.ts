/** Moves the focus to the next or previous part of the window (F6), to where the focus was in it last. */
const lastIn = new Map<string, HTMLElement>();

document.addEventListener('focusin', (event) => {
  const target = event.target as HTMLElement;
  const region = target.closest<HTMLElement>('[data-region]')?.dataset['region'];
  if (region) lastIn.set(region, target);
});

const FOCUSABLE =
  'button:not([disabled]):not([tabindex="-1"]), [tabindex="0"], input:not([disabled]), textarea, .cm-content, a[href]';

export function moveRegion(by: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (it) =>
      (it.offsetParent !== null && it.parentElement?.closest('[data-region]') === null) ||
      it.dataset['region'] === 'grid',
  );
  const present = document.activeElement?.closest<HTMLElement>('[data-region]');
  const outermost = regions.findIndex((it) => it === present || it.contains(document.activeElement));
  for (let step = 1; step <= regions.length; step++) {
    const region = regions[(outermost + by * step + regions.length * 2) % regions.length];
    if (!region) continue;
    const last = lastIn.get(region.dataset['region'] ?? '');
    const aim = last && region.contains(last) ? last : region.querySelector<HTMLElement>(FOCUSABLE);
    if (!aim) continue;
    aim.focus();
    return;
  }
}
