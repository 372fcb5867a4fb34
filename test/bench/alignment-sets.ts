import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A bead as two lists of sentence numbers. */
export interface GoldBead {
  readonly source: readonly number[];
  readonly target: readonly number[];
}

/** A document with its alignment made by hand. */
export interface GoldDocument {
  readonly id: string;
  readonly source: readonly string[];
  readonly target: readonly string[];
  readonly gold: readonly GoldBead[];
}

/** Documents that are scored together. */
export interface GoldSet {
  readonly name: string;
  readonly languages: readonly [string, string];
  readonly documents: readonly GoldDocument[];
}

/** Folder of the alignment sets. */
export const SETS_FOLDER = fileURLToPath(new URL('../../../shared/data/alignment', import.meta.url));

function readLines(path: string): string[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => line.replace(/\r$/, ''));
}

function parseBead(line: string): GoldBead {
  const [source = '', target = ''] = line.split(':');
  const numbers = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);
  return { source: numbers(source), target: numbers(target) };
}

function readTextSet(folder: string, name: string, languages: readonly [string, string]): GoldSet {
  const documents = readdirSync(folder)
    .filter((file) => file.endsWith('.gold'))
    .sort()
    .map((file) => {
      const stem = join(folder, file.slice(0, -'.gold'.length));
      return {
        id: file.slice(0, -'.gold'.length),
        source: readLines(`${stem}.src`),
        target: readLines(`${stem}.tgt`),
        gold: readLines(`${stem}.gold`)
          .filter((line) => line.includes(':'))
          .map(parseBead),
      };
    });
  return { name, languages, documents };
}

interface JsonSet {
  readonly docs: readonly {
    readonly id: string;
    readonly en: readonly string[];
    readonly it: readonly string[];
    readonly gold: readonly (readonly [readonly number[], readonly number[]])[];
  }[];
}

function readJsonSet(path: string, name: string): GoldSet {
  const { docs } = JSON.parse(readFileSync(path, 'utf8')) as JsonSet;
  return {
    name,
    languages: ['en', 'it'],
    documents: docs.map((doc) => ({
      id: doc.id,
      source: doc.en,
      target: doc.it,
      gold: doc.gold.map(([source, target]) => ({ source, target })),
    })),
  };
}

/** All sets with gold beads, or nothing where the folder is absent. */
export function readGoldSets(): GoldSet[] | undefined {
  if (!existsSync(SETS_FOLDER)) return undefined;
  const other = join(SETS_FOLDER, 'other');
  return [
    ...['europarl.natural', 'europarl.n2m', 'partut.natural', 'partut.n2m'].map((name) =>
      readJsonSet(join(SETS_FOLDER, 'it-en', `${name}.json`), name),
    ),
    readTextSet(join(SETS_FOLDER, 'it-en', 'partut-natural'), 'partut-natural', ['it', 'en']),
    ...readdirSync(other)
      .sort()
      .map((name) => {
        const languages = name.slice(name.lastIndexOf('_') + 1).split('-') as [string, string];
        return readTextSet(join(other, name), name, languages);
      }),
  ];
}
