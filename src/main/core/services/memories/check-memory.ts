import { findingKinds } from '../../../../shared/contract/memory-files.ts';
import type { FindingKind, MemoryCheck, UnitFinding } from '../../../../shared/contract/memory-files.ts';
import { isLanguageCode, languageKey } from '../../../../shared/formats/bilingual/language.ts';
import { exchangeMessage } from '../../../../shared/formats/bilingual/messages.ts';
import type { TranslationUnit, Variant } from '../../../../shared/formats/bilingual/model.ts';
import type { InlineCode } from '../../../../shared/text/content.ts';
import { visibleText } from '../../../../shared/text/content.ts';
import { iterateUnits, textHash } from '../../store/memory/units.ts';
import { readCounter } from '../../store/meta.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import { LanguageWatch } from './language-watch.ts';
import type { ByteProgress } from './tmx-file.ts';
import { readTmxFile } from './tmx-file.ts';

/** Findings quote this much of a text. */
const QUOTED = 200;
/** Pairs of languages watched; a hostile file may hold any number. */
const MOST_PAIRS = 50;

/** Looks through the units of a TMX file; what its reader had to repair or reject is among the findings. */
export function checkTmx(file: string, limit: number, progress: ByteProgress): MemoryCheck {
  const check = new Check(limit);
  let place = 0;
  readTmxFile(
    file,
    {
      unit: (unit, line) => check.unit(++place, unit, line),
      notice: ({ kind, key, values, line = 0 }) => {
        if (kind === 'warning') return;
        const found = kind === 'repair' ? 'repaired' : 'rejected';
        check.note(found, { unit: place + 1, line, language: '', text: '', detail: exchangeMessage(key, values) });
      },
    },
    progress,
  );
  return check.result();
}

/** Looks through the units of a memory. */
export function checkMemory(memory: ReadConnection, limit: number, progress: ByteProgress): MemoryCheck {
  return memory.snapshot(() => {
    const check = new Check(limit);
    const total = readCounter(memory, 'units');
    let done = 0;
    for (const unit of iterateUnits(memory)) {
      if (++done % 500 === 0) progress(done, total);
      check.unit(unit.id, unit, () => 0);
    }
    return check.result();
  });
}

class Check {
  readonly #limit: number;
  readonly #counts = Object.fromEntries(findingKinds.map((kind) => [kind, 0])) as Record<FindingKind, number>;
  readonly #findings: UnitFinding[] = [];
  /** By source and languages: the first unit with it, and what it says. */
  readonly #translations = new Map<number, { readonly unit: number; readonly hash: number }>();
  /** By the two languages of a pair. */
  readonly #watches = new Map<string, LanguageWatch>();
  #units = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  result(): MemoryCheck {
    for (const watch of this.#watches.values()) watch.end();
    return { units: this.#units, counts: this.#counts, findings: this.#findings };
  }

  note(kind: FindingKind, finding: Omit<UnitFinding, 'kind'>): void {
    if (this.#counts[kind]++ < this.#limit) this.#findings.push({ kind, ...finding });
  }

  unit(number: number, { variants }: TranslationUnit, line: () => number): void {
    this.#units++;
    const find = (kind: FindingKind, { lang, content }: Variant, detail: string): void => {
      const listed = this.#counts[kind] < this.#limit;
      this.note(kind, {
        unit: number,
        line: listed ? line() : 0,
        language: lang,
        text: listed ? visibleText(content).slice(0, QUOTED) : '',
        detail,
      });
    };
    for (const variant of variants) {
      const { lang, content } = variant;
      if (!isLanguageCode(lang)) find('language', variant, `“${lang}” is no language code`);
      if (visibleText(content).trim() === '') find('empty', variant, 'no text');
      const half = unpaired(content.codes);
      if (half) find('codes', variant, `${half.data} has no partner`);
    }
    const [source, ...targets] = variants;
    if (!source) return;
    if (targets.length === 0) find('language', source, 'only one language');
    for (const target of targets) {
      this.#pair(number, source, target, find);
      this.#watch(number, source, target, line);
    }
  }

  /** Whether the texts are in their languages is known only after many units. */
  #watch(number: number, source: Variant, target: Variant, line: () => number): void {
    const languages = [languageKey(source.lang), languageKey(target.lang)] as const;
    const key = languages.join(' ');
    let watch = this.#watches.get(key);
    if (!watch) {
      if (this.#watches.size === MOST_PAIRS) return;
      watch = new LanguageWatch(languages);
      this.#watches.set(key, watch);
    }
    const place = line();
    watch.add({
      source: visibleText(source.content),
      target: visibleText(target.content),
      wrong: (side) => {
        const { lang, content } = side === 'source' ? source : target;
        const text = visibleText(content).slice(0, QUOTED);
        const detail = `the text does not seem to be in the language “${lang}”`;
        this.note('language', { unit: number, line: place, language: lang, text, detail });
      },
    });
  }

  #pair(
    number: number,
    source: Variant,
    target: Variant,
    find: (kind: FindingKind, variant: Variant, detail: string) => void,
  ): void {
    const [from, to] = [visibleText(source.content).trim(), visibleText(target.content).trim()];
    if (from === '' || to === '') return;
    const sameLanguage = languageKey(source.lang) === languageKey(target.lang);
    if (sameLanguage) find('language', target, 'the same language twice');
    if (from === to && !sameLanguage && /\p{L}{4}/u.test(from)) find('untranslated', target, 'the same as the source');
    const [lost, extra] = difference(source.content.codes, target.content.codes);
    if (lost > 0 || extra > 0) find('codes', target, `${lost} codes of the source are missing, ${extra} are too many`);
    const key = textHash(`${languageKey(source.lang)}\0${languageKey(target.lang)}\0${source.content.text}`);
    const hash = textHash(target.content.text);
    const first = this.#translations.get(key);
    if (!first) this.#translations.set(key, { unit: number, hash });
    else if (first.hash === hash) find('duplicate', target, `the same as unit ${first.unit}`);
    else find('inconsistent', target, `unit ${first.unit} translates the same source otherwise`);
  }
}

/** The first code that opens without closing or closes without opening. */
function unpaired(codes: readonly InlineCode[]): InlineCode | undefined {
  const open = new Map<string, InlineCode>();
  for (const code of codes) {
    if (code.kind === 'open') open.set(code.id, code);
    else if (code.kind === 'close' && !open.delete(code.id)) return code;
  }
  return open.values().next().value;
}

/** How many codes of one list the other lacks, and how many it has beyond; compared by kind and markup. */
function difference(from: readonly InlineCode[], to: readonly InlineCode[]): [lost: number, extra: number] {
  const counts = new Map<string, number>();
  const count = (codes: readonly InlineCode[], step: number): void => {
    for (const { kind, data, id } of codes) {
      // A code that is a character of the text is no markup.
      if (kind === 'standalone' && id.startsWith('pua')) continue;
      const key = `${kind} ${data}`;
      counts.set(key, (counts.get(key) ?? 0) + step);
    }
  };
  count(from, 1);
  count(to, -1);
  const rest = [...counts.values()];
  return [rest.reduce((sum, n) => sum + Math.max(0, n), 0), rest.reduce((sum, n) => sum + Math.max(0, -n), 0)];
}
