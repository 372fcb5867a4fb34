import path from 'node:path';
import { matchText } from '../../../../shared/matching/normal.ts';
import { countText } from '../../../../shared/text/counts.ts';
import { runJob } from '../call.ts';
import type { Command, Session } from '../command.ts';
import { wrongUsage } from '../failure.ts';
import { languageOption, languagePair } from '../input.ts';
import { lookupAll } from '../lookup.ts';
import { documentLanguage, readDocument, sentencesOf } from '../source-document.ts';
import type { SourceDocument, UnitSentence } from '../source-document.ts';

/** Match bands by their lowest score, as quotations use them; a repetition has no match but stood in the document before. */
const BANDS = [
  ['context', 101],
  ['exact', 100],
  ['95-99', 95],
  ['85-94', 85],
  ['75-84', 75],
  ['50-74', 50],
  ['repeated', -1],
  ['new', -2],
] as const;
type Band = (typeof BANDS)[number][0];

interface Share {
  segments: number;
  words: number;
  characters: number;
}

const empty = (): Share => ({ segments: 0, words: 0, characters: 0 });

async function pairFor(
  source: SourceDocument,
  langs: string | boolean | undefined,
  memory: string,
  session: Session,
): Promise<{ sourceLang: string; targetLang: string }> {
  if (langs !== undefined) return languagePair(langs);
  const { sourceLang, targetLang } = await runJob(session, 'memoryFile.search', {
    memory,
    text: '',
    side: 'source',
    limit: 1,
  });
  const own = documentLanguage(source);
  // The memory is read in the direction the document asks for.
  return own.split('-')[0] === targetLang.split('-')[0]
    ? { sourceLang: targetLang, targetLang: sourceLang }
    : { sourceLang, targetLang };
}

async function bandsOf(
  sentences: readonly UnitSentence[],
  pair: { sourceLang: string; targetLang: string },
  memory: string,
  session: Session,
): Promise<Record<Band, Share>> {
  const bands = Object.fromEntries(BANDS.map(([band]) => [band, empty()])) as Record<Band, Share>;
  const seen = new Set<string>();
  let at = 0;
  const request = { memory, ...pair, threshold: 50, limit: 1, inOrder: true };
  for await (const { matches } of lookupAll(
    session,
    request,
    sentences.map(({ content }) => content),
  )) {
    const { content } = sentences[at++] as UnitSentence;
    const score = matches[0]?.score ?? 0;
    const repeated = seen.size === seen.add(matchText(content)).size;
    const reached = BANDS.find(([, least]) => least > 0 && score >= least)?.[0];
    const band: Band = repeated && score < 100 ? 'repeated' : (reached ?? 'new');
    add(bands[band], content.text, pair.sourceLang);
  }
  return bands;
}

function add(share: Share, text: string, language: string): void {
  const { words, characters } = countText(text, language);
  share.segments++;
  share.words += words;
  share.characters += characters;
}

/** `bifronte count DOC [--memory M.bmem]` */
export const countCommand: Command = {
  name: 'count',
  usage: 'DOC [--lang it] [--memory M.bmem [--langs it-en]] [--encoding LABEL] [--json]',
  help: 'segments, words and characters by the rules of GMX/V; with a memory also how much of them it knows',
  options: {
    lang: { type: 'string' },
    langs: { type: 'string' },
    memory: { type: 'string' },
    encoding: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async ([file, ...more], { lang, langs, memory, encoding, json }, session) => {
    if (!file || more.length > 0) throw wrongUsage('count takes one document');
    const source = readDocument(file, encoding);
    const memoryPath = typeof memory === 'string' ? path.resolve(memory) : null;
    const pair = memoryPath === null ? null : await pairFor(source, langs, memoryPath, session);
    const given = lang === undefined ? undefined : languageOption(lang, 'lang');
    const language =
      given ?? pair?.sourceLang ?? (langs === undefined ? documentLanguage(source) : languagePair(langs).sourceLang);
    const sentences = sentencesOf(source, language);
    const total = { segments: 0, words: 0, characters: 0, whitespace: 0, punctuation: 0 };
    for (const { lead, content, trail } of sentences) {
      const counted = countText(content.text, language);
      add(total, content.text, language);
      total.whitespace += counted.whitespace + lead.length + trail.length;
      total.punctuation += counted.punctuation;
    }
    const bands = pair && memoryPath !== null ? await bandsOf(sentences, pair, memoryPath, session) : null;
    const report = { file, language, ...total, ...(bands === null ? {} : { bands }) };
    if (json) session.out(`${JSON.stringify(report)}\n`);
    else session.out(describe(report));
    return 0;
  },
};

function describe(report: {
  readonly file: string;
  readonly language: string;
  readonly segments: number;
  readonly words: number;
  readonly characters: number;
  readonly whitespace: number;
  readonly punctuation: number;
  readonly bands?: Record<Band, Share>;
}): string {
  const { file, language, segments, words, characters, whitespace, punctuation, bands } = report;
  const lines = [
    `${file} (${language})`,
    `  ${segments} segments, ${words} words`,
    `  ${characters} characters, ${punctuation} punctuation marks, ${whitespace} spaces`,
  ];
  if (bands) {
    for (const [band] of BANDS) {
      const share = bands[band];
      lines.push(
        `  ${band.padEnd(9)} ${String(share.segments).padStart(7)} segments ${String(share.words).padStart(8)} words`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}
