import type { Command } from '../command.ts';
import { FINDINGS, wrongUsage } from '../failure.ts';
import { readBilingual, writeBilingual } from '../bilingual-file.ts';

/** `bifronte convert IN -o OUT [--langs it-en]` */
export const convertCommand: Command = {
  name: 'convert',
  usage: 'IN -o OUT [--langs it-en] [--json]',
  help: 'between TMX, XLIFF, TSV, CSV and bilingual HTML, by the extensions',
  options: { output: { type: 'string', short: 'o' }, langs: { type: 'string' }, json: { type: 'boolean' } },
  run: async ([file, ...more], { output, langs, json }, session) => {
    if (!file || more.length > 0) throw wrongUsage('convert takes one file');
    if (typeof output !== 'string')
      throw wrongUsage('-o OUT is needed: where to write, with the extension of its format');
    const { document, rejected } = readBilingual(file, langs, session);
    await writeBilingual(output, document, session);
    const { sourceLang, targetLang } = document;
    const segments = document.units.flatMap((unit) => unit.segments.filter(({ ignorable }) => ignorable !== true));
    const report = {
      output,
      sourceLang,
      targetLang,
      units: document.units.length,
      segments: segments.length,
      rejected,
    };
    session.out(
      json
        ? `${JSON.stringify(report)}\n`
        : `${output}: ${segments.length} segments, ${sourceLang} → ${targetLang}${rejected > 0 ? `, ${rejected} rejected` : ''}\n`,
    );
    return rejected > 0 ? FINDINGS : 0;
  },
};
