import { createInstance } from 'i18next';
import type { i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { EXCHANGE_MESSAGES } from '../../shared/formats/bilingual/messages.ts';
import { formatMessages } from '../../shared/formats/messages.ts';
import { alignEn } from './align-en.ts';
import { alignIt } from './align-it.ts';
import { en } from './en.ts';
import { it } from './it.ts';
import { reviewEn } from './review-en.ts';
import { reviewIt } from './review-it.ts';
import { memoryEn } from './memory-en.ts';
import { memoryIt } from './memory-it.ts';

type Messages = Readonly<Record<string, { readonly en: string; readonly it: string }>>;

/** The messages of the formats, which the shared layer keeps beside the readers and writers. */
function shared(language: 'en' | 'it'): Record<string, string> {
  const all: Messages = { ...formatMessages, ...EXCHANGE_MESSAGES };
  return Object.fromEntries(Object.entries(all).map(([key, text]) => [key, text[language]]));
}

/** The texts of the window. Keys are flat; `{{name}}` stands for a value. */
export const i18n: I18n = createInstance();

void i18n.use(initReactI18next).init({
  lng: systemLanguage(),
  fallbackLng: 'en',
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  initAsync: false,
  resources: {
    en: { translation: { ...shared('en'), ...en, ...alignEn, ...reviewEn, ...memoryEn } },
    it: { translation: { ...shared('it'), ...it, ...alignIt, ...reviewIt, ...memoryIt } },
  },
});

function systemLanguage(): 'en' | 'it' {
  return /^it\b/i.test(navigator.language) ? 'it' : 'en';
}

/** Sets the language of the window. */
export async function changeLanguage(language: 'system' | 'en' | 'it'): Promise<void> {
  const chosen = language === 'system' ? systemLanguage() : language;
  document.documentElement.lang = chosen;
  if (i18n.language !== chosen) await i18n.changeLanguage(chosen);
}
