import path from 'node:path';
import { mergeTargets } from '../../../../shared/formats/bilingual/merge.ts';
import { writeFileAtomically } from '../../../core/store/atomic-file.ts';
import { inFile, readBilingual } from '../bilingual-file.ts';
import type { Command } from '../command.ts';
import { CommandFailure, FINDINGS, UNUSABLE, wrongUsage } from '../failure.ts';
import { readDocument } from '../source-document.ts';

/** `bifronte merge BILINGUAL --original DOC -o TRANSLATED` */
export const mergeCommand: Command = {
  name: 'merge',
  usage: 'BILINGUAL --original DOC -o TRANSLATED [--utf8] [--langs it-en] [--encoding LABEL] [--json]',
  help: 'the translated document: the targets of a bilingual file in the place of their sources',
  options: {
    original: { type: 'string' },
    output: { type: 'string', short: 'o' },
    langs: { type: 'string' },
    encoding: { type: 'string' },
    utf8: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  run: async ([file, ...more], { original, output, langs, encoding, utf8, json }, session) => {
    if (!file || more.length > 0) throw wrongUsage('merge takes one bilingual file');
    if (typeof original !== 'string') throw wrongUsage('--original DOC is needed: the document that was translated');
    if (typeof output !== 'string') throw wrongUsage('-o TRANSLATED is needed: where to write the translated document');
    const { document, rejected } = readBilingual(file, langs, session);
    const source = readDocument(original, encoding);
    const name = path.basename(original);
    // A file may hold several documents; units that name another one are not for this one.
    const own = document.units.filter((unit) => unit.document === undefined || path.basename(unit.document) === name);
    const { contents, misfits, translated, untranslated } = mergeTargets(source.parsed.units, own);
    if (own.length === 0 || misfits.length === own.length) {
      throw new CommandFailure(
        UNUSABLE,
        `${file}: none of its units stands in ${original}; give the document it was made from`,
      );
    }
    const options = utf8 === true ? { convertToUtf8: true } : {};
    writeFileAtomically(output, [
      inFile(original, () => source.format.write(source.bytes, source.parsed.skeleton, contents, options)),
    ]);
    for (const id of misfits) {
      session.warn(`${file}: unit ${id}: its text stands in ${original} no longer; left untranslated`);
    }
    const report = { output, units: contents.size, translated, untranslated, misfits: misfits.length };
    session.out(
      json
        ? `${JSON.stringify(report)}\n`
        : `${output}: ${translated} segments translated, ${untranslated} left in the source language\n`,
    );
    return misfits.length + rejected > 0 ? FINDINGS : 0;
  },
};
