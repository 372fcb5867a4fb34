/** The own rules and the engine against the cases of other projects and against treebanks. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ContentBuilder, plain, type Content } from '../../../src/shared/text/content.ts';
import { defaultSrx } from '../../../src/shared/text/segmentation/default-srx.ts';
import { DEFAULT_FORMAT_HANDLING } from '../../../src/shared/text/segmentation/model.ts';
import { segmenter, type Segmenter } from '../../../src/shared/text/segmentation/segmenter.ts';

const DATA = join(import.meta.dirname, '../../../../shared/data/segmentation');
const here = existsSync(DATA);
const note = here ? 'present' : `needs ${DATA}, which is absent`;

const made = new Map<string, Segmenter>();
function own(language: string): Segmenter {
  const known = made.get(language) ?? segmenter(defaultSrx(), language);
  made.set(language, known);
  return known;
}

describe.skipIf(!here)(`cases (${note})`, () => {
  test.each([
    ['authored.it', 95],
    ['pragmatic.it', 100],
    ['sentencex.it', 100],
    ['languagetool.it', 100],
    ['pysbd', 100],
    ['pragmatic.en', 70],
    ['sentencex.en', 85],
    ['languagetool.en', 95],
    ['sentencex.lists', 70],
  ])('%s: at least %d %% have equal segments', (name, least) => {
    interface Case {
      id: string;
      lang: string;
      text: string;
      segments: string[];
    }
    const cases = readFileSync(join(DATA, `cases/${name}.jsonl`), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Case);
    const different = cases.filter(({ lang, text, segments }) => {
      const got = own(lang)
        .split(plain(text))
        .map(({ content }) => content.text);
      return JSON.stringify(got) !== JSON.stringify(segments.map((segment) => segment.trim()));
    });
    const allowed = Math.floor((cases.length * (100 - least)) / 100);
    const names = different.map(({ id }) => id);
    // Compared as lists, so that a failure names the cases.
    expect(names.slice(allowed)).toEqual([]);
  });
});

describe.skipIf(!here)(`treebanks (${note})`, () => {
  test.each([
    ['it_vit-ud-dev', 97],
    ['it_isdt-ud-dev', 94],
    ['it_partut-ud-dev', 97],
    ['it_partut-ud-train', 96],
    ['en_gum-ud-dev', 98],
    ['en_ewt-ud-dev', 92.5],
    ['en_partut-ud-dev', 96],
  ])('%s: boundary F1 of at least %d', (name, least) => {
    const { lang, text, ends } = JSON.parse(readFileSync(join(DATA, `ud/${name}.json`), 'utf8')) as {
      lang: string;
      text: string;
      ends: number[];
    };
    const offsets = [0];
    for (const char of text) offsets.push((offsets.at(-1) ?? 0) + char.length);
    const inner = (list: readonly number[]) => {
      const out = new Set(list.map((end) => text.slice(0, end).trimEnd().length));
      out.delete(text.trimEnd().length);
      return out;
    };
    const gold = inner(ends.map((end) => offsets[end] ?? 0));
    const got = inner(own(lang).breaks({ text, codes: [] }));
    const both = Array.from(got).filter((end) => gold.has(end)).length;
    expect((200 * both) / (got.size + gold.size)).toBeGreaterThanOrEqual(least);
  });
});

interface EngineCase {
  id: string;
  lang: string;
  cascade: boolean;
  languagerules: Record<string, { break_: boolean; before: string; after: string }[]>;
  maprules: { pattern: string; rules: string }[];
  text: string;
  segments: string[];
  strict: boolean;
  options?: Record<string, boolean>;
}

describe.skipIf(!here)(`the engine cases of other projects (${note})`, () => {
  const cases = here ? (JSON.parse(readFileSync(join(DATA, 'cases/srx-engine.json'), 'utf8')) as EngineCase[]) : [];

  test.each(cases.filter(({ strict }) => strict).map((one) => [one.id, one] as const))('%s', (_, one) => {
    const options = one.options ?? {};
    const content = coded(one.text);
    const document = {
      segmentSubflows: true,
      cascade: one.cascade,
      formatHandling: {
        start: options['include_start'] ?? DEFAULT_FORMAT_HANDLING.start,
        end: options['include_end'] ?? DEFAULT_FORMAT_HANDLING.end,
        isolated: options['include_isolated'] ?? DEFAULT_FORMAT_HANDLING.isolated,
      },
      languageRules: Object.entries(one.languagerules).map(([name, rules]) => ({
        name,
        rules: rules.map(({ break_, before, after }) => ({ break: break_, before, after })),
      })),
      maps: one.maprules,
    };
    const breaks = segmenter(document, one.lang).rawBreaks(content);
    const starts = content.text === '' ? [] : [0, ...breaks];
    let segments = starts.map((from, i) => shown(content, content.text.slice(from, breaks[i] ?? content.text.length)));
    // Trimming, which these options ask for, is our caller's task: our sentences carry their white space apart.
    if (segments.length > 1 || !options['one_segment_includes_all']) {
      if (options['trim_leading_ws']) segments = segments.map((segment) => segment.trimStart());
      if (options['trim_trailing_ws']) segments = segments.map((segment) => segment.trimEnd());
      segments = segments.filter((segment) => segment !== '');
    }
    expect(segments).toEqual(one.segments);
  });
});

/** `{b1}` opens, `{e1}` closes, `{x1}` stands alone. */
function coded(source: string): Content {
  const builder = new ContentBuilder();
  for (const part of source.split(/(\{[bex]\d\})/)) {
    const match = /^\{([bex])(\d)\}$/.exec(part);
    if (!match) builder.text(part);
    else {
      const kind = match[1] === 'b' ? 'open' : match[1] === 'e' ? 'close' : 'standalone';
      builder.code({ kind, id: match[2] as string, data: part });
    }
  }
  return builder.build();
}

function shown(content: Content, text: string): string {
  return text.replace(/[\uE000-\uF8FF]/g, (char) => content.codes[char.charCodeAt(0) - 0xe000]?.data ?? '');
}
