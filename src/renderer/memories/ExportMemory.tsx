import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseSave, folderOf } from '../app/files/choose.ts';
import { runJob } from '../app/jobs.ts';
import { languageName } from '../i18n/languages.ts';
import { CheckList } from '../ui/CheckList.tsx';
import { Checkbox, Select } from '../ui/fields.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import type { Destination } from './import-state.ts';
import { languagesOf } from './import-state.ts';
import { tellWritten } from './tell-written.ts';

/** A part of a memory that can be written, by its units' numbers; null for all of it. */
export interface ExportPart {
  readonly id: 'all' | 'found' | 'selected';
  readonly count: number;
  readonly units: () => Promise<readonly number[]> | null;
}

interface Props {
  readonly memory: Destination;
  readonly parts: readonly ExportPart[];
  /** The part chosen at first. */
  readonly part: ExportPart['id'];
  readonly onClose: () => void;
}

/** Writes a memory, or a part of it, as TMX. */
export function ExportMemory({ memory, parts, part, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const [which, setWhich] = useState<string>(part);
  const [languages, setLanguages] = useState<readonly string[]>([]);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [plain, setPlain] = useState(false);
  const [anonymous, setAnonymous] = useState(false);
  const { path } = memory;
  useEffect(() => {
    let over = false;
    void languagesOf(path).then((found) => {
      if (!over) setLanguages(found);
    });
    return () => {
      over = true;
    };
  }, [path]);
  const chosen = languages.filter((language) => !left.has(language));
  const write = async (): Promise<void> => {
    const file = await chooseSave(`${memory.name}.tmx`, folderOf(path), ['tmx']);
    if (!file) return;
    onClose();
    const units = await (parts.find(({ id }) => id === which)?.units() ?? null);
    const report = await runJob(
      t('memories.exporting', { name: memory.name }),
      t('memories.exportFailed', { name: memory.name }),
      'memoryEdit.export',
      {
        memory: path,
        file,
        units: units && [...units],
        plain,
        anonymous,
        ...(left.size === 0 ? {} : { languages: chosen }),
      },
    );
    if (report) tellWritten(report.path, report.units);
  };
  return (
    <FormDialog
      title={t('memory.export.title')}
      testId="memory-export"
      action={t('memory.export.run')}
      actionTestId="memory-export-run"
      ready={left.size === 0 || chosen.length > 1}
      onClose={onClose}
      onSubmit={() => void write()}
    >
      {parts.length > 1 && (
        <Select
          label={t('memory.export.which')}
          value={which}
          options={parts.map(({ id, count }) => ({
            id,
            label: t(`memory.export.${id}`),
            detail: count.toLocaleString(t('locale')),
          }))}
          onChange={setWhich}
        />
      )}
      {languages.length > 0 && (
        <CheckList
          title={t('memory.languages')}
          items={languages.map((id) => ({ id, label: languageName(id, i18n.language), detail: id }))}
          left={left}
          onChange={setLeft}
        />
      )}
      <Checkbox checked={plain} onChange={setPlain}>
        {t('memory.export.plain')}
      </Checkbox>
      <Checkbox checked={anonymous} onChange={setAnonymous}>
        {t('memory.export.anonymous')}
      </Checkbox>
    </FormDialog>
  );
}
