import { plain } from '../../text/content.ts';
import { needsTranslation } from '../inline.ts';
import type { MarkdownUnit } from './extract.ts';

/** The keys whose values readers see; the others steer the program that makes the page. */
const READ_KEYS =
  /^(title|subtitle|description|summary|excerpt|abstract|headline|titolo|sottotitolo|descrizione|sommario|didascalia|caption)$/i;

export interface FrontMatter {
  /** Where the document proper begins. */
  readonly end: number;
  readonly units: readonly MarkdownUnit[];
}

/**
 * The settings at the head of a Markdown file, between lines of `---` (YAML) or `+++` (TOML): the values on one line
 * of keys that readers see are units.
 */
export function readFrontMatter(text: string): FrontMatter {
  const fence = /^(---|\+\+\+)[ \t]*(?:\r\n|\n|\r)/.exec(text);
  if (!fence) return { end: 0, units: [] };
  const toml = fence[1] === '+++';
  const closing = toml ? /^\+\+\+[ \t]*$/ : /^(?:---|\.\.\.)[ \t]*$/;
  const lines = /([^\r\n]*)(\r\n|\n|\r|$)/g;
  const units: MarkdownUnit[] = [];
  for (lines.lastIndex = fence[0].length; lines.lastIndex < text.length;) {
    const at = lines.lastIndex;
    const line = lines.exec(text)?.[1] ?? '';
    if (closing.test(line)) return { end: lines.lastIndex, units };
    const unit = lineUnit(line, at, toml);
    if (unit) units.push(unit);
  }
  return { end: 0, units: [] };
}

function lineUnit(line: string, offset: number, toml: boolean): MarkdownUnit | undefined {
  const match = (toml ? /^(\w[\w-]*)[ \t]*=[ \t]*/ : /^(\w[\w-]*):[ \t]+/).exec(line);
  if (!match || !READ_KEYS.test(match[1] as string)) return undefined;
  const found = scalar(line.slice(match[0].length), toml);
  if (!found || !needsTranslation(found.text)) return undefined;
  const from = offset + match[0].length + found.from;
  const slot = { from, to: from + found.length, codes: [], markdown: 'setting' as const, quote: found.quote };
  return { unit: { kind: 'title', content: plain(found.text), context: match[1] as string }, slot };
}

interface Scalar {
  readonly text: string;
  readonly from: number;
  readonly length: number;
  readonly quote: '"' | "'" | '';
}

/** A YAML flow scalar on one line (YAML 1.2.2, section 7.3) or a TOML string. */
function scalar(raw: string, toml: boolean): Scalar | undefined {
  const double = /^"((?:[^"\\]|\\["\\/])*)"[ \t]*(?:#.*)?$/.exec(raw)?.[1];
  if (double !== undefined) return { text: double.replace(/\\(.)/g, '$1'), from: 1, length: double.length, quote: '"' };
  const single = (toml ? /^'([^']*)'[ \t]*(?:#.*)?$/ : /^'((?:[^']|'')*)'[ \t]*(?:#.*)?$/).exec(raw)?.[1];
  if (single !== undefined) {
    return { text: toml ? single : single.replaceAll("''", "'"), from: 1, length: single.length, quote: "'" };
  }
  const bare = raw.replace(/(?:[ \t]+#.*|[ \t]+)$/, '');
  return toml || !isBare(bare) ? undefined : { text: bare, from: 0, length: bare.length, quote: '' };
}

/** Whether YAML reads a text as it stands as this very text. */
function isBare(text: string): boolean {
  return (
    !/^(?:[\s?:,[\]{}#&*!|>'"%@`]|-(?:\s|$)|---|\.\.\.)/.test(text) &&
    !/:(?:\s|$)|\s#|\s$|[\r\n]/.test(text) &&
    !/^(?:true|false|null|yes|no|on|off|~|[-+.\d][\d_.,:eExXa-fA-F-]*)?$/i.test(text)
  );
}

/** A value written for where it stands; a bare one is put between quotation marks where it needs them. */
export function renderSetting(text: string, quote: '"' | "'" | ''): string {
  const line = text.replace(/\s*[\r\n]+\s*/g, ' ');
  const escaped = line.replace(/["\\]/g, '\\$&');
  if (quote === '"') return escaped;
  if (quote === "'") return line.replaceAll("'", "''");
  return isBare(line) ? line : `"${escaped}"`;
}
