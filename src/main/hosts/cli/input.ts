import { readFileSync, statSync } from 'node:fs';
import { CommandFailure, UNUSABLE, wrongUsage } from './failure.ts';

/** The largest document the command line reads: 100 MB. */
const LIMIT = 100 * 1024 * 1024;

/** The bytes of a file, or a failure that says why it cannot be read. */
export function readInput(path: string): Uint8Array {
  try {
    const { size } = statSync(path);
    if (size > LIMIT) {
      const megabytes = Math.round(size / 1024 / 1024);
      throw new CommandFailure(
        UNUSABLE,
        `${path}: ${megabytes} MB are more than the 100 MB Bifronte reads; split the file`,
      );
    }
    return readFileSync(path);
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const reasons: Record<string, string> = {
      ENOENT: 'there is no such file; check the name',
      EACCES: 'it may not be read; check its permissions',
      EISDIR: 'it is a folder; name a file',
    };
    throw new CommandFailure(UNUSABLE, `${path}: ${reasons[code ?? ''] ?? String(error)}`);
  }
}

const TAG = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

/** A BCP 47 language tag given as an option. */
export function languageOption(value: string | boolean | undefined, name: string): string {
  if (typeof value !== 'string') throw wrongUsage(`--${name} is needed; give a language such as it or en-GB`);
  if (!TAG.test(value)) throw wrongUsage(`--${name} ${value}: not a language tag; write it, en or en-GB`);
  return value;
}

/** `it-en` or `it-IT,en-GB` as a pair of language tags: a comma separates tags that have regions. */
export function languagePair(value: string | boolean | undefined): { sourceLang: string; targetLang: string } {
  if (typeof value !== 'string') throw wrongUsage('--langs is needed; give the pair as it-en');
  const parts = value.includes(',') ? value.split(',') : value.split('-');
  const [sourceLang, targetLang] = parts;
  if (parts.length !== 2 || !sourceLang || !targetLang || !TAG.test(sourceLang) || !TAG.test(targetLang)) {
    throw wrongUsage(`--langs ${value}: not a pair of languages; write it-en, or it-IT,en-GB with regions`);
  }
  return { sourceLang, targetLang };
}

/** A number given as an option, `fallback` when it was not. */
export function numberOption(
  value: string | boolean | undefined,
  name: string,
  fallback: number,
  least: number,
  most: number,
): number {
  if (value === undefined) return fallback;
  const number = Number(value);
  if (typeof value !== 'string' || !Number.isFinite(number) || number < least || number > most) {
    throw wrongUsage(`--${name} ${String(value)}: give a number from ${least} to ${most}`);
  }
  return number;
}
