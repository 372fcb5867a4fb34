import type { PairModel } from '../../../../shared/quality/pair-fit.ts';
import { learnPairModel } from '../../../../shared/quality/pair-fit.ts';
import type { SideLanguages } from '../../../../shared/quality/side-language.ts';
import { learnSideLanguages } from '../../../../shared/quality/side-language.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import type { LanguagePair } from './candidates.ts';
import { candidatesOf } from './candidates.ts';

/** What a memory teaches about a pair of languages. */
export interface PairKnowledge {
  readonly pairs: PairModel;
  readonly languages: SideLanguages;
}

/** Units learnt from, spread over the memory: a second's work. */
const SAMPLE = 5_000;

export function learnKnowledge(memory: ReadConnection, pair: LanguagePair): PairKnowledge {
  const last = memory.get<{ id: number | null }>('SELECT max(id) AS id FROM unit')?.id ?? 0;
  const size = Math.min(SAMPLE, last);
  const spread = Array.from({ length: size }, (_, k) => 1 + Math.floor((k * last) / size));
  const units = candidatesOf(memory, spread, pair).flatMap(({ source, target }) =>
    source && target && source.norm !== target.norm ? [{ source: source.norm, target: target.norm }] : [],
  );
  const languages = [pair.sourceLang, pair.targetLang] as const;
  return { pairs: learnPairModel(units, languages), languages: learnSideLanguages(units, languages) };
}
