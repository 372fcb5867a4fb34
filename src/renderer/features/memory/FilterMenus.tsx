import { useState } from 'react';
import { ListFilter, Sparkles } from 'lucide-react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { MemoryFacet, Quality } from '../../../shared/contract/memory-edit.ts';
import { qualities } from '../../../shared/contract/memory-edit.ts';
import { ChoiceMenu } from '../../ui/ChoiceMenu.tsx';
import { Select } from '../../ui/fields.tsx';
import { changeQuery } from './actions.ts';
import { useMemory } from './state.ts';
import { useFacets } from './use-facets.ts';

const ANY = '\u0000';

/** Chips that narrow the units down: by what is wrong with them, and by who, when and whence. */
export function FilterMenus() {
  return (
    <>
      <QualityMenu />
      <FactsMenu />
    </>
  );
}

function QualityMenu() {
  const { t } = useTranslation();
  const quality = useMemory((state) => state.query.quality);
  return (
    <ChoiceMenu
      label={t('memory.quality')}
      button={
        <Button className={`chip-button${quality ? ' chip-button-on' : ''}`} data-testid="memory-quality">
          <Sparkles size={15} aria-hidden />
          <span>{quality ? t(`memory.quality.${quality}`) : t('memory.quality')}</span>
        </Button>
      }
      choices={[ANY, ...qualities].map((id) => ({
        id,
        name: id === ANY ? t('memory.quality.any') : t(`memory.quality.${id}`),
        chosen: id === (quality ?? ANY),
      }))}
      onChoose={(id) => changeQuery({ quality: id === quality || id === ANY ? undefined : (id as Quality) })}
    />
  );
}

const dayOf = (at: number | undefined): string => (at === undefined ? '' : new Date(at).toISOString().slice(0, 10));
const DAY = 86_400_000;

function FactsMenu() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const query = useMemory((state) => state.query);
  const facets = useFacets(open);
  const names = [
    query.author,
    query.document,
    query.tag,
    query.batch === undefined ? undefined : t('memory.import', { batch: query.batch }),
    query.after === undefined ? undefined : `≥ ${dayOf(query.after)}`,
    query.before === undefined ? undefined : `≤ ${dayOf(query.before - DAY)}`,
  ].filter((it) => it !== undefined);
  const number = (count: number): string => count.toLocaleString(t('locale'));
  const options = (list: readonly MemoryFacet[] | undefined, present: string | undefined) => [
    { id: ANY, label: t('memory.any') },
    ...(present !== undefined && !list?.some(({ value }) => value === present)
      ? [{ id: present, label: present }]
      : []),
    ...(list ?? []).map(({ value, units }) => ({ id: value, label: value, detail: number(units) })),
  ];
  const chosen = (value: string): string | undefined => (value === ANY ? undefined : value);
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <Button className={`chip-button${names.length > 0 ? ' chip-button-on' : ''}`} data-testid="memory-filter">
        <ListFilter size={15} aria-hidden />
        <span>{names.length > 0 ? names.join(', ') : t('memory.filter')}</span>
      </Button>
      <Popover className="popover">
        <Dialog className="memory-facts" aria-label={t('memory.filter')}>
          <Select
            label={t('memory.author')}
            value={query.author ?? ANY}
            options={options(facets?.authors, query.author)}
            onChange={(value) => changeQuery({ author: chosen(value) })}
          />
          <Select
            label={t('memory.document')}
            value={query.document ?? ANY}
            options={options(facets?.documents, query.document)}
            onChange={(value) => changeQuery({ document: chosen(value) })}
          />
          <Select
            label={t('memory.batch')}
            value={query.batch === undefined ? ANY : String(query.batch)}
            options={[
              { id: ANY, label: t('memory.any') },
              ...(facets?.batches ?? []).map(({ id, name, units }) => ({
                id: String(id),
                label: name,
                detail: number(units),
              })),
            ]}
            onChange={(value) => changeQuery({ batch: value === ANY ? undefined : Number(value) })}
          />
          <Select
            label={t('memory.tag')}
            value={query.tag ?? ANY}
            options={options(facets?.tags, query.tag)}
            onChange={(value) => changeQuery({ tag: chosen(value) })}
          />
          <div className="memory-dates">
            <label className="field">
              <span className="field-label">{t('memory.after')}</span>
              <input
                type="date"
                className="input"
                value={dayOf(query.after)}
                onChange={(event) => changeQuery({ after: event.target.valueAsDate?.getTime() })}
              />
            </label>
            <label className="field">
              <span className="field-label">{t('memory.before')}</span>
              <input
                type="date"
                className="input"
                value={dayOf(query.before === undefined ? undefined : query.before - DAY)}
                onChange={(event) => {
                  const at = event.target.valueAsDate?.getTime();
                  changeQuery({ before: at === undefined ? undefined : at + DAY });
                }}
              />
            </label>
          </div>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
