import path from 'node:path';
import type { BilingualDocument } from '../../../shared/formats/bilingual/model.ts';
import { exchangeMessage } from '../../../shared/formats/bilingual/messages.ts';
import { bilingualFormatFor } from '../../../shared/formats/bilingual/registry.ts';
import { FormatError } from '../../../shared/formats/document-format.ts';
import { writeFileAtomically } from '../../core/store/atomic-file.ts';
import { call } from './call.ts';
import type { Session } from './command.ts';
import { CommandFailure, UNUSABLE } from './failure.ts';
import { languagePair, readInput } from './input.ts';

/** Runs `action` with what goes wrong with a format told as `FILE:LINE:COLUMN: …`. */
export function inFile<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const place = [file, error.line, error.column].filter((part) => part !== undefined).join(':');
    throw new CommandFailure(UNUSABLE, `${place}: ${error.message}`);
  }
}

/** `--langs it-en` as the readers of bilingual files take it; nothing when it was not given. */
export function pairOption(langs: string | boolean | undefined): {
  languages?: { source: string; target: string };
} {
  if (langs === undefined) return {};
  const { sourceLang, targetLang } = languagePair(langs);
  return { languages: { source: sourceLang, target: targetLang } };
}

/** Reads a bilingual file by its extension; what was repaired or rejected in it is told on stderr and counted. */
export function readBilingual(
  file: string,
  langs: string | boolean | undefined,
  session: Session,
): { document: BilingualDocument; rejected: number } {
  const format = inFile(file, () => bilingualFormatFor(file));
  const bytes = readInput(file);
  let rejected = 0;
  const document = inFile(file, () =>
    format.read(bytes, {
      ...pairOption(langs),
      name: path.basename(file),
      onNotice: ({ kind, key, values, line }) => {
        if (kind === 'rejected') rejected++;
        session.warn(`${[file, line].filter((part) => part !== undefined).join(':')}: ${exchangeMessage(key, values)}`);
      },
    }),
  );
  return { document, rejected };
}

/** Writes a bilingual file by its extension, whole or not at all. */
export async function writeBilingual(file: string, document: BilingualDocument, session: Session): Promise<void> {
  const format = inFile(file, () => bilingualFormatFor(file));
  const { version } = await call(session, 'app.info', {});
  const origin = { tool: 'Bifronte', version, date: new Date().toISOString() };
  writeFileAtomically(file, format.write(document, origin));
}
