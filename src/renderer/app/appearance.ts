import { useEffect } from 'react';
import { useApp } from './state.ts';
import type { Theme } from './settings.ts';

function chosenTheme(theme: Theme): string {
  if (theme !== 'system') return theme;
  if (window.matchMedia('(prefers-contrast: more)').matches) return 'contrast';
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function showTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = chosenTheme(theme);
}

/** Applies theme and text size to the page, following the system while it is asked to. */
export function useAppearance(): void {
  const theme = useApp((state) => state.settings.theme);
  const textSize = useApp((state) => state.settings.textSize);
  useEffect(() => {
    const apply = (): void => showTheme(theme);
    apply();
    const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((it) => window.matchMedia(it));
    for (const query of queries) query.addEventListener('change', apply);
    return () => {
      for (const query of queries) query.removeEventListener('change', apply);
    };
  }, [theme]);
  useEffect(() => {
    document.documentElement.style.setProperty('--reading-scale', String(textSize));
  }, [textSize]);
}
