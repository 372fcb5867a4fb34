import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ComparisonInfo, ReviewFilter } from '../../../shared/contract/review.ts';
import type { ChangeKind } from '../../../shared/review/model.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/fields.tsx';
import { setFilter } from './comparing.ts';
import { decideAll } from './deciding.ts';
import { KINDS } from './kinds.ts';
import { stateName } from './refs.ts';
import { useReview } from './state.ts';
import { verbsOf } from './verbs.ts';

const STATUSES = ['untranslated', 'draft', 'translated', 'confirmed'] as const;
/** Bounds of the size of a change in words. */
const SIZES: Readonly<Record<string, NonNullable<ReviewFilter['words']>>> = {
  none: { most: 0 },
  few: { least: 1, most: 3 },
  some: { least: 4, most: 10 },
  many: { least: 11 },
};
const NATURES = ['text', 'numbers', 'punctuation', 'case', 'whitespace', 'codes', 'division'] as const;

function without<K extends keyof ReviewFilter>(filter: ReviewFilter, key: K): ReviewFilter {
  const { [key]: _, ...rest } = filter;
  return rest;
}

/** Which changes are shown, and accepting or rejecting all of them. */
export function FilterRow({ info }: { readonly info: ComparisonInfo }) {
  const { t } = useTranslation();
  const filter = useReview((state) => state.filter);
  const total = useReview((state) => state.total);
  const { kinds, authors } = info.statistics;
  const toggle = (kind: ChangeKind): void => {
    const chosen = filter.kinds ?? [];
    const next = chosen.includes(kind) ? chosen.filter((it) => it !== kind) : [...chosen, kind];
    setFilter(next.length === 0 ? without(filter, 'kinds') : { ...filter, kinds: next });
  };
  const size = Object.keys(SIZES).find((id) => SIZES[id] === filter.words) ?? 'any';
  const author = filter.authors === undefined ? 'any' : (filter.authors[0] ?? 'unknown');
  return (
    <search className="rev-filter" aria-label={t('review.filter')} data-region="filter">
      <div className="rev-kinds">
        {KINDS.filter((kind) => kinds[kind] > 0 || filter.kinds?.includes(kind)).map((kind) => {
          const on = filter.kinds?.includes(kind) ?? false;
          return (
            <AriaButton
              key={kind}
              className={`chip-button${on ? ' chip-button-on' : ''}`}
              aria-pressed={on}
              data-testid={`kind-${kind}`}
              onPress={() => toggle(kind)}
            >
              {t(`kinds.${kind}`)} {kinds[kind].toLocaleString(t('locale'))}
            </AriaButton>
          );
        })}
      </div>
      <Select
        label={t('review.nature')}
        labelHidden
        testId="filter-nature"
        value={filter.natures?.[0] ?? 'any'}
        options={[
          { id: 'any', label: t('review.anyNature') },
          ...NATURES.map((id) => ({ id, label: t(`nature.${id}`) })),
        ]}
        onChange={(id) => {
          const nature = NATURES.find((it) => it === id);
          setFilter(nature ? { ...filter, natures: [nature] } : without(filter, 'natures'));
        }}
      />
      <Select
        label={t('review.size')}
        labelHidden
        testId="filter-size"
        value={size}
        options={['any', ...Object.keys(SIZES)].map((id) => ({ id, label: t(`size.${id}`) }))}
        onChange={(id) => setFilter(SIZES[id] ? { ...filter, words: SIZES[id] } : without(filter, 'words'))}
      />
      {authors.length > 1 && (
        <Select
          label={t('review.author')}
          labelHidden
          testId="filter-author"
          value={author}
          options={[
            { id: 'any', label: t('review.anyAuthor') },
            ...authors.map(({ by }) => ({ id: by ?? 'unknown', label: by ?? t('review.unknownAuthor') })),
          ]}
          onChange={(id) => {
            const chosen = authors.find(({ by }) => (by ?? 'unknown') === id);
            setFilter(chosen ? { ...filter, authors: [chosen.by] } : without(filter, 'authors'));
          }}
        />
      )}
      <Select
        label={t('review.status')}
        labelHidden
        testId="filter-status"
        value={filter.statuses?.[0] ?? 'any'}
        options={[
          { id: 'any', label: t('review.anyStatus') },
          ...STATUSES.map((id) => ({ id, label: t(`status.${id}`) })),
        ]}
        onChange={(id) => {
          const status = STATUSES.find((it) => it === id);
          setFilter(status ? { ...filter, statuses: [status] } : without(filter, 'statuses'));
        }}
      />
      <Select
        label={t('review.decided')}
        labelHidden
        testId="filter-decided"
        value={filter.decided === undefined ? 'any' : filter.decided ? 'decided' : 'open'}
        options={['any', 'open', 'decided'].map((id) => ({ id, label: t(`decided.${id}`) }))}
        onChange={(id) =>
          setFilter(id === 'any' ? without(filter, 'decided') : { ...filter, decided: id === 'decided' })
        }
      />
      <span className="bar-space" />
      <Bulk info={info} total={total} />
    </search>
  );
}

/** Deciding on everything shown; between two older states one does not accept or reject, one takes the text of either. */
function Bulk({ info, total }: { readonly info: ComparisonInfo; readonly total: number }) {
  const { t } = useTranslation();
  const between = info.present === null;
  return verbsOf(info).map(({ verdict, verb, side, Sign }) => (
    <Button
      key={verb}
      kind="quiet"
      onPress={() => void decideAll(verdict)}
      isDisabled={total === 0}
      testId={`${verb}-all`}
    >
      <Sign size={15} aria-hidden />
      {between
        ? t('review.takeAllFrom', { count: total, state: stateName(t, info[side]) })
        : t(`review.${verb}Shown`, { count: total })}
    </Button>
  ));
}
