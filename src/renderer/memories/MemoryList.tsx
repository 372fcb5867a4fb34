import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemoryInfo } from '../../shared/contract/types.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Checkbox, Select } from '../ui/fields.tsx';
import { moveMemory, updateMemory } from './attached.ts';
import { updateMemoryFile } from './update-older.ts';

/** Points taken off the score of every match from a memory. */
const PENALTIES = [0, 1, 2, 3, 5, 10, 15, 20, 25];

interface Props {
  readonly memories: readonly MemoryInfo[];
  /** What else can be done with a memory. */
  readonly commands: ComponentType<{ readonly memory: MemoryInfo }>;
}

/** The memories of the project in the order of preference, each with what it is used for. */
export function MemoryList({ memories, commands: Commands }: Props) {
  const { t } = useTranslation();
  if (memories.length === 0) return <EmptyState small title={t('memories.none')} text={t('memories.noneHint')} />;
  return (
    <ul className="list" data-testid="memories">
      {memories.map((memory, place) => (
        <li key={memory.memory} className="list-row memory-row">
          <div className="memory-name">
            <span className="document-name">{memory.name}</span>
            <span className="list-detail" title={memory.path}>
              {t('memories.units', { count: memory.units })}
            </span>
          </div>
          <div className="memory-uses">
            <Checkbox
              checked={memory.readable}
              onChange={(readable) => void updateMemory(memory, { readable })}
              testId={`memory-readable-${place + 1}`}
            >
              {t('memories.readable')}
            </Checkbox>
            <Checkbox
              checked={memory.writable}
              onChange={(writable) => void updateMemory(memory, { writable })}
              testId={`memory-writable-${place + 1}`}
            >
              {t('memories.writable')}
            </Checkbox>
            <Select
              beside
              label={t('memories.penalty')}
              value={String(memory.penalty)}
              options={[...new Set([...PENALTIES, memory.penalty])]
                .toSorted((a, b) => a - b)
                .map((penalty) => ({
                  id: String(penalty),
                  label: penalty === 0 ? t('memories.noPenalty') : `−${penalty}`,
                }))}
              onChange={(penalty) => void updateMemory(memory, { penalty: Number(penalty) })}
              testId={`memory-penalty-${place + 1}`}
            />
            {memories.length > 1 && (
              <Select
                beside
                label={t('memories.priority')}
                value={String(place)}
                options={memories.map((_, i) => ({ id: String(i), label: `${i + 1}` }))}
                onChange={(to) => void moveMemory(memory, Number(to))}
                testId={`memory-priority-${place + 1}`}
              />
            )}
          </div>
          <Commands memory={memory} />
          {memory.problem && (
            <p className="list-notice">{t(`memories.problem.${memory.problem}`, { path: memory.path })}</p>
          )}
          {memory.problem === 'older' && (
            <Button onPress={() => void updateMemoryFile(memory.path)} testId={`memory-update-${place + 1}`}>
              {t('memories.update')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
