import type { OwnKeys } from './commands/keymap.ts';
import { readOwnKeys } from './commands/keymap.ts';

export type Language = 'system' | 'en' | 'it';
export type Theme = 'system' | 'light' | 'dark' | 'contrast';

/** The user's settings as the window understands them. */
export interface Settings {
  readonly language: Language;
  readonly theme: Theme;
  /** A factor on the size of the two texts. */
  readonly textSize: number;
  readonly author: string;
  readonly threshold: number;
  readonly keys: OwnKeys;
  /** The user's own segmentation rules as an SRX document; null for ours. */
  readonly srx: string | null;
  /** In pixels; null as long as the user has not moved it. */
  readonly panelWidth: number | null;
  readonly panelOpen: boolean;
}

export const textSizes: readonly number[] = [0.85, 1, 1.15, 1.3, 1.5];

/** The names under which the core keeps them; `author` and `srx` are read by the core too. */
export const settingNames = {
  language: 'window.language',
  theme: 'window.theme',
  textSize: 'window.textSize',
  author: 'author',
  threshold: 'matches.threshold',
  keys: 'window.keys',
  srx: 'srx',
  panelWidth: 'window.panelWidth',
  panelOpen: 'window.panelOpen',
} as const satisfies Record<keyof Settings, string>;

function oneOf<T extends string>(value: unknown, among: readonly T[], otherwise: T): T {
  return among.find((it) => it === value) ?? otherwise;
}

function within(value: unknown, low: number, high: number, otherwise: number): number {
  return typeof value === 'number' && value >= low && value <= high ? value : otherwise;
}

/** Reads stored settings; what is missing or makes no sense gets its usual value. */
export function readSettings(values: Readonly<Record<string, unknown>>): Settings {
  const { author, srx } = values;
  return {
    language: oneOf(values[settingNames.language], ['system', 'en', 'it'], 'system'),
    theme: oneOf(values[settingNames.theme], ['system', 'light', 'dark', 'contrast'], 'system'),
    textSize: within(values[settingNames.textSize], 0.7, 2, 1),
    author: typeof author === 'string' ? author : '',
    threshold: within(values[settingNames.threshold], 30, 100, 70),
    keys: readOwnKeys(values[settingNames.keys]),
    srx: typeof srx === 'string' ? srx : null,
    panelWidth: within(values[settingNames.panelWidth], 220, 900, 0) || null,
    panelOpen: values[settingNames.panelOpen] !== false,
  };
}
