import path from 'node:path';
import type { FileMatches } from '../../../../shared/contract/memory-files.ts';
import type { BilingualSegment, BilingualUnit } from '../../../../shared/formats/bilingual/model.ts';
import { plain } from '../../../../shared/text/content.ts';
import { withCodesOf } from '../../../../shared/text/corresponding-codes.ts';
import { writeBilingual } from '../bilingual-file.ts';
import type { Command } from '../command.ts';
import { wrongUsage } from '../failure.ts';
import { languagePair, numberOption } from '../input.ts';
import { lookupAll } from '../lookup.ts';
import { readDocument, sentencesOf } from '../source-document.ts';
import type { UnitSentence } from '../source-document.ts';

interface Tally {
  exact: number;
  repaired: number;
  fuzzy: number;
  none: number;
}

/** A sentence with the best match of the memory as its target: sure ones translated, all others drafts. */
function segmentOf(sentence: UnitSentence, id: string, found: FileMatches | undefined, tally: Tally): BilingualSegment {
  const match = found?.matches[0];
  const base = { id, source: sentence.content, comments: [] };
  if (!match) {
    tally.none++;
    return { ...base, target: null, status: 'untranslated', props: {} };
  }
  const exact = match.score >= 100;
  tally[exact ? 'exact' : match.repaired ? 'repaired' : 'fuzzy']++;
  return {
    ...base,
    target: withCodesOf(sentence.content, match.repaired ?? match.target),
    status: exact ? 'translated' : 'draft',
    props: { 'x-match': String(match.score), ...(match.repaired ? { 'x-repaired': 'yes' } : {}) },
  };
}

/** White space that belongs to no sentence; XLIFF keeps it between them. */
function space(text: string, id: string): BilingualSegment[] {
  if (text === '') return [];
  const content = plain(text);
  return [{ id, source: content, target: content, status: 'translated', comments: [], ignorable: true, props: {} }];
}

/** `bifronte pretranslate DOC --langs it-en --memory M.bmem [--min 75] -o OUT.xlf` */
export const pretranslateCommand: Command = {
  name: 'pretranslate',
  usage: 'DOC --langs it-en --memory M.bmem [--min 75] -o OUT.xlf [--encoding LABEL] [--json]',
  help: 'the document as XLIFF (or TMX, TSV, CSV, HTML), each sentence with the best match of the memory',
  options: {
    langs: { type: 'string' },
    memory: { type: 'string' },
    min: { type: 'string' },
    output: { type: 'string', short: 'o' },
    encoding: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async ([file, ...more], { langs, memory, min, output, encoding, json }, session) => {
    if (!file || more.length > 0) throw wrongUsage('pretranslate takes one document');
    const pair = languagePair(langs);
    if (typeof memory !== 'string') throw wrongUsage('--memory M.bmem is needed: the memory to look into');
    if (typeof output !== 'string')
      throw wrongUsage('-o OUT is needed: where to write, with the extension of its format');
    const threshold = numberOption(min, 'min', 75, 30, 100);
    const source = readDocument(file, encoding);
    const sentences = sentencesOf(source, pair.sourceLang);
    const tally: Tally = { exact: 0, repaired: 0, fuzzy: 0, none: 0 };
    const units = new Map<string, BilingualUnit & { readonly segments: BilingualSegment[] }>(
      source.parsed.units.map(({ id, kind, context }) => [
        id,
        { id, kind, ...(context === undefined ? {} : { context }), segments: [] },
      ]),
    );
    let number = 0;
    const request = { memory: path.resolve(memory), ...pair, threshold, limit: 1, inOrder: true };
    for await (const found of lookupAll(
      session,
      request,
      sentences.map(({ content }) => content),
    )) {
      const sentence = sentences[number++];
      const unit = sentence && units.get(sentence.unit);
      if (!sentence || !unit) continue;
      unit.segments.push(
        ...space(sentence.lead, `a${number}`),
        segmentOf(sentence, `s${number}`, found, tally),
        ...space(sentence.trail, `b${number}`),
      );
    }
    const filled = [...units.values()].filter(({ segments }) => segments.length > 0);
    await writeBilingual(output, { ...pair, original: path.basename(file), units: filled }, session);
    const { exact, repaired, fuzzy, none } = tally;
    session.out(
      json
        ? `${JSON.stringify({ output, sentences: number, ...tally })}\n`
        : `${output}: ${number} sentences: ${exact} exact, ${repaired} repaired, ${fuzzy} fuzzy, ${none} without a match\n`,
    );
    return 0;
  },
};
