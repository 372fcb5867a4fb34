import { CallError } from '../client/client.ts';
import { i18n } from '../i18n/i18n.ts';
import { nameOf } from './files/choose.ts';
import type { Notice } from './state.ts';
import { useApp } from './state.ts';

const INFO_STAYS = 7_000;
let nextId = 1;

/** Shows a notice; errors stay until they are closed, others go by themselves. */
export function notify(notice: Omit<Notice, 'id'>): void {
  const id = nextId++;
  useApp.setState((state) => ({
    notices: [...state.notices.filter((it) => it.title !== notice.title || it.text !== notice.text), { ...notice, id }],
  }));
  if (notice.kind !== 'error') setTimeout(() => dismiss(id), INFO_STAYS);
}

export function dismiss(id: number): void {
  useApp.setState((state) => ({ notices: state.notices.filter((it) => it.id !== id) }));
}

/** Tells screen readers something without showing it. */
export function speak(text: string): void {
  // The same words twice in a row would not be read again.
  useApp.setState((state) => ({ spoken: state.spoken === text ? `${text}\u00a0` : text }));
}

/**
 * The message of an error: what is wrong, where, and what to do. The file is left out where it is `beside`: the one that
 * is named next to the message anyway.
 */
export function errorText(error: unknown, beside?: string): string {
  if (!(error instanceof CallError)) return error instanceof Error ? error.message : String(error);
  const key = error.values['key'];
  const values = { ...error.values, message: error.message };
  if (typeof key === 'string') {
    for (const name of [`error.${key}`, key]) {
      if (i18n.exists(name, values)) return placed(error, name, i18n.t(name, values), beside);
    }
  }
  // English messages of the core are complete and more exact than a general translation.
  if (i18n.language === 'en' && error.message !== '') return sentence(error.message);
  return i18n.t(`error.${error.code}`, values);
}

/** A message after where its error is, `catalogo.tmx, line 3, column 12: …`, as far as it does not say so itself. */
function placed({ values }: CallError, key: string, message: string, beside: string | undefined): string {
  const said = i18n.t(key, { skipInterpolation: true });
  const { path, line, column } = values;
  const file = typeof path === 'string' && path !== beside && !said.includes('{{path}}') ? nameOf(path) : null;
  // Lines and columns count from one; a column that is not known comes as zero.
  const place =
    typeof line === 'number' && !said.includes('{{line}}')
      ? i18n.t(column ? 'error.place' : 'error.line', { line, column })
      : null;
  const where = [file, place].filter((part) => part !== null).join(', ');
  if (where === '') return sentence(message);
  return ended(`${file === null ? capital(where) : where}: ${message}`);
}

/** The exact English message, where what is shown is a general translation; null when nothing would be added. */
export function errorDetail(error: unknown): string | null {
  if (!(error instanceof CallError) || i18n.language === 'en') return null;
  const key = error.values['key'];
  if (typeof key === 'string' && [`error.${key}`, key].some((name) => i18n.exists(name, error.values))) return null;
  return error.message || null;
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase(i18n.language) + text.slice(1);

const ended = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

const sentence = (text: string): string => ended(capital(text));

/** Shows an error under what was being done. */
export function notifyError(title: string, error: unknown): void {
  if (error instanceof CallError && error.code === 'cancelled') return;
  const detail = errorDetail(error);
  notify({ kind: 'error', title, text: detail ? `${errorText(error)} (${detail})` : errorText(error) });
}
