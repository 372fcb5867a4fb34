import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languageName } from '../../../i18n/languages.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Checkbox, Select } from '../../../ui/fields.tsx';
import { allFound, exportUnits } from '../actions.ts';
import { useMemory } from '../state.ts';

type Which = 'all' | 'found' | 'selected';

/** Writes the memory, or a part of it, as TMX. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const opened = useMemory((state) => state.opened);
  const total = useMemory((state) => state.total);
  const selected = useMemory((state) => state.selected);
  const filtered = total !== opened?.units;
  const [which, setWhich] = useState<Which>(selected.size > 0 ? 'selected' : filtered ? 'found' : 'all');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [plain, setPlain] = useState(false);
  const [anonymous, setAnonymous] = useState(false);
  const languages = opened?.languages ?? [];
  const chosen = languages.filter((language) => !left.has(language));
  const counts: Readonly<Record<Which, number>> = { all: opened?.units ?? 0, found: total, selected: selected.size };
  const write = async (): Promise<void> => {
    const units = which === 'all' ? null : which === 'selected' ? [...selected] : await allFound();
    await exportUnits({ units, languages: chosen, plain, anonymous });
  };
  return (
    <Dialog
      title={t('memory.export.title')}
      onClose={onClose}
      testId="memory-export"
      footer={
        <Button kind="primary" onPress={() => void write()} isDisabled={chosen.length < 2}>
          {t('memory.export.run')}
        </Button>
      }
    >
      <div className="form">
        <Select
          label={t('memory.export.which')}
          value={which}
          options={(['all', 'found', 'selected'] as const)
            .filter((id) => id !== 'selected' || selected.size > 0)
            .map((id) => ({ id, label: t(`memory.export.${id}`), detail: counts[id].toLocaleString(t('locale')) }))}
          onChange={(value) => setWhich(value as Which)}
        />
        <fieldset className="form-documents">
          <legend className="field-label">{t('memory.languages')}</legend>
          {languages.map((language) => (
            <Checkbox
              key={language}
              checked={!left.has(language)}
              onChange={(on) => {
                const next = new Set(left);
                if (on) next.delete(language);
                else next.add(language);
                setLeft(next);
              }}
            >
              {languageName(language, i18n.language)}
            </Checkbox>
          ))}
        </fieldset>
        <Checkbox checked={plain} onChange={setPlain}>
          {t('memory.export.plain')}
        </Checkbox>
        <Checkbox checked={anonymous} onChange={setAnonymous}>
          {t('memory.export.anonymous')}
        </Checkbox>
      </div>
    </Dialog>
  );
}
