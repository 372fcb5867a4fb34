import { align } from '../../../../shared/alignment/align.ts';
import { checkLanguages, guessLanguage } from '../../../../shared/alignment/language-check.ts';
import type { AlignPreview, AlignSidePreview } from '../../../../shared/contract/align.ts';
import { visibleText } from '../../../../shared/text/content.ts';
import { countWords } from '../../store/project/words.ts';
import type { LanguagePair } from '../../store/project/alignment.ts';
import { pairInput } from './file-pair.ts';
import type { OpenedSegmented } from './prepare-side.ts';
import { segmentFile } from './prepare-side.ts';

/** Sentences of a side up to which the whole texts are aligned for a look. */
const QUICK = 800;

function describe(path: string, side: OpenedSegmented, texts: readonly string[]): AlignSidePreview {
  const { parsed, bytes } = side.file;
  return {
    path,
    name: side.name,
    format: parsed.skeleton.format,
    encoding: parsed.skeleton.encoding,
    bytes: bytes.length,
    units: parsed.units.length,
    sentences: texts.length,
    words: side.sentences.reduce((sum, { content }) => sum + countWords(content), 0),
    language: guessLanguage(texts) ?? null,
  };
}

/** What two documents hold and whether they look like translations of each other. */
export function previewAlignment(source: string, target: string, languages: LanguagePair, srx: unknown): AlignPreview {
  const { sourceLang, targetLang } = languages;
  const left = segmentFile(source, { language: sourceLang, srx });
  const right = segmentFile(target, { language: targetLang, srx });
  const texts = (side: OpenedSegmented): string[] => side.sentences.map(({ content }) => visibleText(content));
  const [sources, targets] = [texts(left), texts(right)];
  const findings = checkLanguages(sources, targets, [sourceLang, targetLang]);
  return {
    source: describe(source, left, sources),
    target: describe(target, right, targets),
    findings,
    related: lookRelated(left, right, languages),
  };
}

function lookRelated(source: OpenedSegmented, target: OpenedSegmented, languages: LanguagePair): boolean | null {
  if (Math.max(source.sentences.length, target.sentences.length) > QUICK) return null;
  if (source.sentences.length === 0 || target.sentences.length === 0) return false;
  const { documents } = align({
    documents: [pairInput({ source, target })],
    languages: [languages.sourceLang, languages.targetLang],
  });
  const relation = documents[0]?.relation ?? 'undecided';
  return relation === 'undecided' ? null : relation === 'related';
}
