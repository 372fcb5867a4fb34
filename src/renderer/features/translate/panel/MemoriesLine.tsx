import { ChevronDown, Library, PenLine, TriangleAlert } from 'lucide-react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { MemoryInfo } from '../../../../shared/contract/types.ts';
import { useApp } from '../../../app/state.ts';
import { createMemory, detachMemory, pickMemoryToAttach } from '../../../memories/attached.ts';
import { MemoryList } from '../../../memories/MemoryList.tsx';
import { Button } from '../../../ui/Button.tsx';

/** Which memories give matches and which one takes what is confirmed, always in sight; a press opens their uses. */
export function MemoriesLine() {
  const { t } = useTranslation();
  const memories = useApp((state) => state.project?.memories) ?? [];
  const used = memories.filter((it) => it.writable || (it.readable && it.problem === null));
  return (
    <div className="memories-line">
      <DialogTrigger>
        <AriaButton className="memories-button" data-testid="matches-memories">
          <span className="sr-only">{t('matches.memories')}: </span>
          <Library size={13} aria-hidden />
          <span className="memories-names">
            {used.map(({ memory, name, penalty, writable }) => (
              <span key={memory} title={writable ? t('memories.writable') : undefined}>
                {writable && <PenLine size={12} aria-label={t('memories.writable')} />}
                {name}
                {penalty > 0 && ` −${penalty}`}
              </span>
            ))}
            {!used.some(({ writable }) => writable) && (
              <span>
                <TriangleAlert size={12} aria-hidden />
                {t('status.writesNowhere')}
              </span>
            )}
          </span>
          <ChevronDown size={14} aria-hidden />
        </AriaButton>
        <Popover className="popover" placement="bottom end">
          <Dialog className="memories-uses" aria-label={t('matches.memories')}>
            <MemoryList memories={memories} commands={Detach} />
            <div className="memories-acts">
              <Button kind="quiet" onPress={() => void pickMemoryToAttach()} testId="matches-attach">
                {t('memories.attach')}
              </Button>
              <Button kind="quiet" onPress={() => void createMemory()}>
                {t('memories.create')}
              </Button>
            </div>
          </Dialog>
        </Popover>
      </DialogTrigger>
    </div>
  );
}

function Detach({ memory }: { readonly memory: MemoryInfo }) {
  const { t } = useTranslation();
  const detach = (): void => {
    // The button goes with its memory. The focus must not go with it: no key would reach the dialog.
    document.querySelector<HTMLElement>('[data-testid="matches-attach"]')?.focus();
    void detachMemory(memory);
  };
  return (
    <Button kind="quiet" onPress={detach} testId={`detach-${memory.name}`}>
      {t('memories.menu.detach')}
    </Button>
  );
}
