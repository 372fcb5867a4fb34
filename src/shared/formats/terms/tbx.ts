import type { Attributes } from '../bilingual/model.ts';
import { exchangeError } from '../bilingual/notice.ts';
import { languageKey } from '../bilingual/language.ts';
import { decodeXml } from '../xml/encoding.ts';
import { XmlParser } from '../xml/parser.ts';
import type { TermPairs, TermReadOptions } from './term-pairs.ts';
import { PairCollector, bestLanguages, mostFrequent, termText } from './term-pairs.ts';

/**
 * TBX, the exchange format of termbases: ISO 30042:2008 (root `martif`; `termEntry`, `langSet`, `tig` or `ntig`) and
 * ISO 30042:2019 (root `tbx`; `conceptEntry`, `langSec`, `termSec`), and TBX-Min (root `TBX`; `entry`, `langGroup`,
 * `termGroup`). The two styles of 2019 differ in how data categories are written (DCA: attributes, DCT: elements of
 * their own namespaces), not in where the terms stand.
 */
const ROOTS = new Set(['martif', 'tbx', 'TBX']);
const CONCEPTS = new Set(['termEntry', 'conceptEntry', 'entry']);
const LANGUAGES = new Set(['langSet', 'langSec', 'langGroup']);
/** What a term stands in directly. */
const HOLDERS = new Set(['tig', 'termGrp', 'termSec', 'termGroup']);
/** Inline elements whose contents are codes, not words (both editions, after XLIFF). */
const CODES = new Set(['bpt', 'ept', 'it', 'ph', 'ut', 'sc', 'ec']);

/** True for bytes that look like XML: the reader then says what is wrong with them. */
export function looksLikeXml(bytes: Uint8Array): boolean {
  let at = 0;
  // A byte order mark, white space, and the zeros of UTF-16.
  while (at < Math.min(bytes.length, 64) && [0xef, 0xbb, 0xbf, 0xfe, 0xff, 0, 9, 10, 13, 32].includes(bytes[at] ?? 1)) {
    at++;
  }
  return bytes[at] === 0x3c;
}

/** The terms of one concept, by the language codes of the file. */
type Concept = Map<string, string[]>;

interface Collected {
  readonly pairs: PairCollector;
  readonly source: Map<string, number>;
  readonly target: Map<string, number>;
  /** All languages there are terms in, and the number of concepts. */
  readonly found: Set<string>;
  concepts: number;
}

/**
 * The pairs of terms a TBX file holds in two languages: every term of a concept in the one with every term in the
 * other. Of several regions of a language the nearest counts, concept by concept. A DOCTYPE is passed over and nothing
 * is fetched. Throws FormatError, with the line, for what is no TBX, is damaged, or holds no pair in these languages.
 */
export function readTbx(bytes: Uint8Array, { languages, maxPairs }: TermReadOptions): TermPairs {
  const collected: Collected = {
    pairs: new PairCollector(maxPairs),
    source: new Map(),
    target: new Map(),
    found: new Set(),
    concepts: 0,
  };
  parse(decodeXml(bytes), (concept, line) => {
    collected.concepts++;
    for (const code of concept.keys()) if (collected.found.size < 100) collected.found.add(languageKey(code));
    takePairs(concept, languages, collected, line);
  });
  const pairs = collected.pairs.result();
  if (pairs.length === 0) throw nothing(collected, languages);
  return {
    pairs,
    sourceLang: mostFrequent(collected.source, languages.source),
    targetLang: mostFrequent(collected.target, languages.target),
  };
}

function takePairs(concept: Concept, languages: TermReadOptions['languages'], into: Collected, line: number): void {
  const codes = [...concept.keys()];
  const sources = bestLanguages(languages.source, codes);
  const targets = bestLanguages(languages.target, codes);
  for (const from of sources) {
    for (const to of targets) {
      if (from === to) continue;
      into.source.set(from, (into.source.get(from) ?? 0) + 1);
      into.target.set(to, (into.target.get(to) ?? 0) + 1);
      for (const source of concept.get(from) ?? []) {
        for (const target of concept.get(to) ?? []) into.pairs.add(source, target, line);
      }
    }
  }
}

function nothing({ concepts, found }: Collected, { source, target }: TermReadOptions['languages']): Error {
  if (concepts === 0) return exchangeError('tbx.noConcepts');
  const wanted = `${languageKey(source)}, ${languageKey(target)}`;
  return exchangeError('terms.otherLanguages', { wanted, found: [...found].sort().join(', ') || '–' });
}

/** Reports every concept with terms, and the line on which it ends. */
function parse(text: string, onConcept: (concept: Concept, line: number) => void): void {
  const path: string[] = [];
  let prefix = '';
  let concept: Concept | undefined;
  let language: string | undefined;
  let term: string | undefined;
  let codes = 0;
  /** The name of an element of the core vocabulary; empty for others. A prefix of the root is that of all of them. */
  const core = (name: string): string => (name.startsWith(prefix) ? name.slice(prefix.length) : '');
  const parser = new XmlParser({
    open: (raw, attributes) => {
      if (path.length === 0) {
        prefix = raw.slice(0, raw.indexOf(':') + 1);
        if (!ROOTS.has(core(raw))) throw exchangeError('tbx.notTbx', { root: raw }, parser.position);
      }
      const name = core(raw);
      if (term !== undefined) codes += CODES.has(name) ? 1 : 0;
      else if (CONCEPTS.has(name)) concept = new Map();
      else if (LANGUAGES.has(name)) language = languageOf(attributes, parser.position.line);
      else if (name === 'term' && language !== undefined && HOLDERS.has(path.at(-1) ?? '')) {
        term = '';
        codes = 0;
      }
      path.push(name);
    },
    text: (value) => {
      if (term !== undefined && codes === 0) term += value;
    },
    close: () => {
      const name = path.pop() ?? '';
      if (term !== undefined) {
        if (CODES.has(name)) codes--;
        if (name !== 'term') return;
        addTerm(concept, language, termText(term));
        term = undefined;
      } else if (LANGUAGES.has(name)) language = undefined;
      else if (CONCEPTS.has(name)) {
        if (concept) onConcept(concept, parser.position.line);
        concept = undefined;
      }
    },
  });
  parser.write(text);
  parser.close();
}

function languageOf(attributes: Attributes, line: number): string {
  const code = (attributes['xml:lang'] ?? attributes['lang'] ?? '').trim();
  if (code === '') throw exchangeError('tbx.noLanguage', {}, { line });
  return code;
}

function addTerm(concept: Concept | undefined, language: string | undefined, term: string): void {
  if (!concept || language === undefined || term === '') return;
  const terms = concept.get(language);
  if (terms) terms.push(term);
  else concept.set(language, [term]);
}
