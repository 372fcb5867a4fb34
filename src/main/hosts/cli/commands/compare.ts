import { extname, resolve } from 'node:path';
import { writeFileSync } from 'node:fs';
import { CoreError } from '../../../../shared/contract/errors.ts';
import { compare } from '../../../../shared/review/compare.ts';
import type { Snapshot } from '../../../../shared/review/snapshot.ts';
import { bilingualSnapshot } from '../../../core/services/review/bilingual-snapshot.ts';
import { openOtherProject } from '../../../core/services/review/other-project.ts';
import type { ReportFormat } from '../../../core/services/review/report-bytes.ts';
import { REPORT_FORMATS, reportBytes } from '../../../core/services/review/report-bytes.ts';
import { versionSnapshot } from '../../../core/services/review/resolve.ts';
import { readDocuments } from '../../../core/store/project/documents.ts';
import type { ReadConnection } from '../../../core/store/sqlite.ts';
import type { Command } from '../command.ts';
import { CommandFailure, FINDINGS, UNUSABLE, wrongUsage } from '../failure.ts';
import { languagePair } from '../input.ts';

type Options = Readonly<Record<string, string | boolean | undefined>>;

/** `P.bifronte`, `P.bifronte#3` (a document), `P.bifronte#3@12` (a version of it). */
const PROJECT = /^(.*\.bifronte)(?:#(\d+))?(?:@(\d+))?$/i;

interface Side {
  readonly label: string;
  readonly snapshot: Snapshot;
}

const BINARY: ReadonlySet<ReportFormat> = new Set<ReportFormat>(['docx', 'xlsx']);

/** The format asked for, or the one the name of the output says. */
function formatOf(options: Options): ReportFormat {
  const named = typeof options['output'] === 'string' ? extname(options['output']).slice(1).toLowerCase() : '';
  const guess = named === 'txt' ? 'text' : named === 'htm' ? 'html' : named;
  const wanted = options['format'] ?? (REPORT_FORMATS.some((known) => known === guess) ? guess : 'text');
  const format = REPORT_FORMATS.find((known) => known === wanted);
  if (!format) throw wrongUsage(`--format ${String(wanted)}: write one of ${REPORT_FORMATS.join(', ')}`);
  if (BINARY.has(format) && typeof options['output'] !== 'string') {
    throw wrongUsage(`--format ${format} needs -o OUT.${format}: it is no text for a terminal`);
  }
  return format;
}

function theDocument(project: ReadConnection, path: string, number: string | undefined): number {
  if (number !== undefined) return Number(number);
  const documents = readDocuments(project);
  const [only] = documents;
  if (only && documents.length === 1) return only.id;
  const list = documents.map(({ id, name }) => `${path}#${id} (${name})`).join(', ');
  throw new CommandFailure(
    UNUSABLE,
    only ? `${path}: say which document: ${list}` : `${path}: the project has no documents to compare`,
  );
}

function projectSide(path: string, document: string | undefined, version: string | undefined): Side {
  const project = openOtherProject(resolve(path), { log: () => undefined });
  try {
    const id = theDocument(project, path, document);
    const { name, snapshot } = versionSnapshot(project, id, version === undefined ? null : Number(version));
    return { label: name, snapshot };
  } catch (error) {
    throw error instanceof CoreError ? new CommandFailure(UNUSABLE, `${path}: ${error.message}`) : error;
  } finally {
    project.close();
  }
}

function sideOf(name: string, options: Options): Side {
  const project = PROJECT.exec(name);
  if (project) return projectSide(project[1] ?? name, project[2], project[3]);
  const pair = options['langs'] === undefined ? null : languagePair(options['langs']);
  const languages = pair && { source: pair.sourceLang, target: pair.targetLang };
  return { label: name, snapshot: bilingualSnapshot(resolve(name), languages, null) };
}

/** What must be said before the report is read: that the two hardly belong together. */
function warningOf(a: Side, b: Side, relation: ReturnType<typeof compare>['relation']): string | null {
  if (relation.verdict === 'related') return null;
  const percent = Math.round(relation.paired * 100);
  if (relation.reasons.includes('languagesSwapped') || relation.reasons.includes('languagesDiffer')) {
    const pair = ({ snapshot }: Side): string => `${snapshot.sourceLang}-${snapshot.targetLang}`;
    return `${a.label} is ${pair(a)} and ${b.label} is ${pair(b)}; compare files of the same languages`;
  }
  return `${a.label} and ${b.label} ${relation.verdict === 'unrelated' ? 'do not look like' : 'may not be'} versions of one text: ${percent} % of the shorter was recognised; check that they are the right files`;
}

/** `bifronte compare A B …` */
export const compareCommand: Command = {
  name: 'compare',
  usage: 'A B [--format text|json|html|docx|xlsx] [-o OUT] [--langs it-en] [--lang en|it]',
  help: 'what changed from A to B: bilingual files, or documents of projects as P.bifronte#3; exit code 1 when they differ',
  options: {
    format: { type: 'string' },
    langs: { type: 'string' },
    lang: { type: 'string' },
    output: { type: 'string', short: 'o' },
  },
  run: async ([first, second, ...more], options, session) => {
    if (!first || !second || more.length > 0) throw wrongUsage('compare takes two: bilingual files or P.bifronte#3');
    const locale = options['lang'] ?? 'en';
    if (locale !== 'en' && locale !== 'it') throw wrongUsage('--lang is the language of the report: en or it');
    const format = formatOf(options);
    const [a, b] = [sideOf(first, options), sideOf(second, options)];
    const comparison = compare(a.snapshot, b.snapshot);
    const warning = warningOf(a, b, comparison.relation);
    if (warning !== null) session.warn(warning);
    const report = reportBytes(comparison, format, { locale, title: b.label, labelA: a.label, labelB: b.label });
    if (typeof options['output'] === 'string') writeFileSync(options['output'], report);
    else session.out(typeof report === 'string' ? report : Buffer.from(report).toString('utf8'));
    return comparison.statistics.changes > 0 ? FINDINGS : 0;
  },
};
