import { mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { beadsToText } from '../../../../shared/alignment/beads.ts';
import type { DictionaryEntry } from '../../../../shared/alignment/anchors.ts';
import type { LanguageFinding } from '../../../../shared/alignment/language-check.ts';
import { alignmentTally, reasonCode } from '../../../../shared/bitext/aligned.ts';
import type { TranslationUnit } from '../../../../shared/formats/bilingual/model.ts';
import { FormatError } from '../../../../shared/formats/document-format.ts';
import { writeBilingualHtml } from '../../../../shared/formats/bilingual-html/writer.ts';
import { documentUnits, tmxHeader } from '../../../../shared/formats/tmx/bilingual.ts';
import { writeTmx } from '../../../../shared/formats/tmx/writer.ts';
import { writeTable } from '../../../../shared/formats/tsv/table.ts';
import { writeXliff } from '../../../../shared/formats/xliff/writer.ts';
import { visibleText } from '../../../../shared/text/content.ts';
import type { AlignedFiles } from '../../../core/services/alignment/align-files.ts';
import { alignFiles } from '../../../core/services/alignment/align-files.ts';
import type { FilePairPaths } from '../../../core/services/alignment/file-pair.ts';
import { pairFiles } from '../../../core/services/alignment/pair-files.ts';
import { readWordList } from '../../../core/services/alignment/word-lists.ts';
import { writeFileAtomically } from '../../../core/store/atomic-file.ts';
import type { Command, Session } from '../command.ts';
import { CommandFailure, FINDINGS, UNUSABLE, wrongUsage } from '../failure.ts';
import { languagePair } from '../input.ts';

type Options = Readonly<Record<string, string | boolean | undefined>>;

const EXTENSIONS = { beads: '.beads', tmx: '.tmx', xliff: '.xlf', tsv: '.tsv', json: '.json', html: '.html' } as const;
type Format = keyof typeof EXTENSIONS;

function formatOf(options: Options): Format {
  const { format, output } = options;
  const names = Object.keys(EXTENSIONS) as Format[];
  if (typeof format === 'string') {
    const chosen = names.find((name) => name === format);
    if (!chosen) throw wrongUsage(`--format ${format}: write one of ${names.join(', ')}`);
    return chosen;
  }
  const extension = typeof output === 'string' ? path.extname(output).toLowerCase() : '';
  return names.find((name) => EXTENSIONS[name] === extension) ?? (extension === '.xliff' ? 'xliff' : 'beads');
}

function isFolder(file: string): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) throw new CommandFailure(UNUSABLE, `${file}: there is no such file; check the name`);
  return stat.isDirectory();
}

/** The pairs of files to align: the two that were named, or what two folders hold. */
function pairsOf(source: string, target: string, options: Options, session: Session): FilePairPaths[] {
  const folders = [isFolder(source), isFolder(target)];
  if (!folders[0] && !folders[1]) return [{ source: path.resolve(source), target: path.resolve(target) }];
  if (!folders[0] || !folders[1]) throw wrongUsage('align takes two files or two folders, not one of each');
  const { pairs, alone } = pairFiles(
    path.resolve(source),
    path.resolve(target),
    languagePair(options['langs']),
    undefined,
  );
  for (const file of alone) session.warn(`${file}: no counterpart found; it is left out`);
  for (const pair of pairs) {
    if (pair.confirmed === false) {
      session.warn(`${pair.source}: its name says that ${pair.target} is its translation, its text does not`);
    }
  }
  if (pairs.length > 0) return pairs.map((pair) => ({ source: pair.source, target: pair.target }));
  throw new CommandFailure(
    UNUSABLE,
    `${source}: no document here has a counterpart in ${target}; name them alike, such as report.it.txt and report.en.txt`,
  );
}

function* tmxOf(pairs: readonly AlignedFiles[], sourceLang: string): Generator<string> {
  function* units(): IterableIterator<TranslationUnit> {
    for (const { bilingual } of pairs) yield* documentUnits(bilingual);
  }
  const origin = { tool: 'Bifronte', version: toolVersion(), date: new Date().toISOString() };
  yield* writeTmx(tmxHeader(sourceLang, origin), units());
}

function toolVersion(): string {
  const text = readFileSync(new URL('../../../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function jsonOf(pair: AlignedFiles): string {
  const side = ({ name, sentences }: AlignedFiles['source']): unknown => ({
    file: name,
    sentences: sentences.map(({ content }) => visibleText(content)),
  });
  return `${JSON.stringify({
    source: side(pair.source),
    target: side(pair.target),
    beads: pair.aligned.map(({ source, target, confidence, reasons }) => ({
      source,
      target,
      confidence: Number(confidence.toFixed(4)),
      reasons: reasons.map(reasonCode),
    })),
    expectedWrong: Number(pair.expectedWrong.toFixed(2)),
    related: pair.related,
    findings: pair.findings,
  })}\n`;
}

function textOf(pair: AlignedFiles, format: Format, sourceLang: string): Iterable<string> {
  switch (format) {
    case 'beads':
      return [beadsToText(pair.aligned)];
    case 'tmx':
      return tmxOf([pair], sourceLang);
    case 'xliff':
      return writeXliff(pair.bilingual);
    case 'tsv':
      return writeTable(pair.bilingual, { separator: '\t', lineEnd: '\n', mark: false });
    case 'html':
      return writeBilingualHtml(pair.bilingual, 'en');
    case 'json':
      return [jsonOf(pair)];
  }
}

/** Writes what was aligned: to a file, to one file a pair in a folder, or to stdout. */
function write(
  pairs: readonly AlignedFiles[],
  format: Format,
  options: Options,
  sourceLang: string,
  session: Session,
): void {
  const { output } = options;
  const whole = format === 'tmx' ? tmxOf(pairs, sourceLang) : undefined;
  const [only, ...more] = pairs;
  if (typeof output !== 'string') {
    if (!whole && more.length > 0)
      throw wrongUsage('-o FOLDER is needed: several pairs of documents become several files');
    for (const text of whole ?? (only ? textOf(only, format, sourceLang) : [])) session.out(text);
    return;
  }
  if (whole || more.length === 0) {
    const file = path.resolve(output);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileAtomically(file, whole ?? (only ? textOf(only, format, sourceLang) : []));
    return;
  }
  mkdirSync(output, { recursive: true });
  const used = new Set<string>();
  for (const pair of pairs) {
    let name = pair.name;
    for (let n = 2; used.has(name.toLowerCase()); n++) name = `${pair.name} ${n}`;
    used.add(name.toLowerCase());
    writeFileAtomically(path.resolve(output, `${name}${EXTENSIONS[format]}`), textOf(pair, format, sourceLang));
  }
}

function findingText(finding: LanguageFinding, { source, target }: AlignedFiles): string {
  if (finding.kind === 'swapped') {
    return `${source.name} and ${target.name} look exchanged: each is in the language of the other; name them the other way round`;
  }
  const { name } = finding.side === 'source' ? source : target;
  return `${name}: this text looks like ${finding.found}, not ${finding.expected}; check --langs and the file`;
}

/** Says on stderr how the alignment of a pair came out; returns true when something about its texts is wrong. */
function report(pair: AlignedFiles, session: Session): boolean {
  const { beads, sure, fair, low, oneSided } = alignmentTally(pair.beads);
  session.warn(
    `${pair.name}: ${pair.source.sentences.length} + ${pair.target.sentences.length} sentences, ${beads} beads ` +
      `(${sure} sure, ${fair} fair, ${low} doubtful, ${oneSided} with one side only); ` +
      `about ${pair.expectedWrong.toFixed(1)} expected to be wrong`,
  );
  for (const finding of pair.findings) session.warn(findingText(finding, pair));
  if (!pair.related) {
    session.warn(
      `${pair.name}: these texts do not look like translations of each other; check that they are the right files`,
    );
  }
  return !pair.related || pair.findings.some(({ kind }) => kind === 'swapped');
}

/** What is wrong with one of several files says itself which file it is about. */
async function named<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof FormatError ? new CommandFailure(UNUSABLE, error.message) : error;
  }
}

/** The pairs of a word list; what is wrong with it says itself which file it is about. */
function wordsOf(file: string, languages: ReturnType<typeof languagePair>): readonly DictionaryEntry[] {
  try {
    return readWordList(file, languages).pairs;
  } catch (error) {
    throw error instanceof FormatError ? new CommandFailure(UNUSABLE, error.message) : error;
  }
}

/** `bifronte align SOURCE TARGET --langs it-en …` */
export const alignCommand: Command = {
  name: 'align',
  usage:
    'SOURCE TARGET --langs it-en [--presegmented] [--memory M.bmem] [--dictionary WORDS.tbx|.csv|.tsv] ' +
    '[--format beads|tmx|xliff|tsv|json|html] [-o OUT]',
  help: 'align two documents or two folders of them; exit code 1 when the texts do not look like translations',
  options: {
    langs: { type: 'string' },
    presegmented: { type: 'boolean' },
    memory: { type: 'string' },
    dictionary: { type: 'string' },
    srx: { type: 'string' },
    encoding: { type: 'string' },
    format: { type: 'string' },
    output: { type: 'string', short: 'o' },
  },
  run: async ([source, target, ...more], options, session) => {
    if (!source || !target || more.length > 0)
      throw wrongUsage('align takes a source and a target: two files or two folders');
    const languages = languagePair(options['langs']);
    const format = formatOf(options);
    const text = (name: string): string | undefined => (typeof options[name] === 'string' ? options[name] : undefined);
    const srx = text('srx');
    const memory = text('memory');
    const dictionary = text('dictionary');
    const pairs = await named(
      alignFiles(pairsOf(source, target, options, session), {
        ...languages,
        presegmented: options['presegmented'] === true,
        encoding: text('encoding'),
        srx: srx === undefined ? undefined : readFileSync(srx, 'utf8'),
        memories: memory === undefined ? [] : [path.resolve(memory)],
        dictionary: dictionary === undefined ? [] : wordsOf(path.resolve(dictionary), languages),
        sqlite: { log: () => undefined },
        progress: (share) => session.note(`\r${Math.round(share * 100)} % `),
      }),
    );
    session.note('\r');
    write(pairs, format, options, languages.sourceLang, session);
    let odd = false;
    for (const pair of pairs) odd = report(pair, session) || odd;
    return odd ? FINDINGS : 0;
  },
};
