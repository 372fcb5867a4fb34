import { readFileSync } from 'node:fs';
import path from 'node:path';
import { writeFileAtomically } from '../../core/store/atomic-file.ts';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowState {
  readonly bounds: Rectangle | null;
  readonly maximized: boolean;
}

export const MINIMUM = { width: 800, height: 560 } as const;
const USUAL = { width: 1440, height: 900 } as const;

/** Where to put the window: where it was, if enough of it can still be seen on a screen; otherwise the usual size. */
export function placeWindow(state: WindowState, screens: readonly Rectangle[]): Partial<Rectangle> {
  const { bounds } = state;
  if (!bounds) return USUAL;
  const width = Math.max(MINIMUM.width, Math.round(bounds.width));
  const height = Math.max(MINIMUM.height, Math.round(bounds.height));
  const visible = screens.some((screen) => {
    const across = Math.min(bounds.x + width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
    const down = Math.min(bounds.y + height, screen.y + screen.height) - Math.max(bounds.y, screen.y);
    return across >= 200 && down >= 100 && bounds.y >= screen.y - 8;
  });
  return visible ? { x: Math.round(bounds.x), y: Math.round(bounds.y), width, height } : { width, height };
}

const fileOf = (folder: string): string => path.join(folder, 'window.json');

/** The state that was stored, or none when there is no readable one: a window's place is not worth an error. */
export function readWindowState(folder: string): WindowState {
  try {
    const { bounds, maximized } = JSON.parse(readFileSync(fileOf(folder), 'utf8')) as Partial<WindowState>;
    const numbers = bounds ? [bounds.x, bounds.y, bounds.width, bounds.height] : [];
    const usable = numbers.length === 4 && numbers.every((value) => Number.isFinite(value));
    return { bounds: usable && bounds ? bounds : null, maximized: maximized === true };
  } catch {
    return { bounds: null, maximized: false };
  }
}

export function storeWindowState(folder: string, state: WindowState): void {
  writeFileAtomically(fileOf(folder), [JSON.stringify(state)]);
}
