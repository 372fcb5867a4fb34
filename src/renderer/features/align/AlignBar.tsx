import { ChevronDown, ChevronUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AlignmentTally } from '../../../shared/bitext/aligned.ts';
import { CommandMenu, DocumentMenu, StepButtons, useKeys } from '../../bitext/BarTools.tsx';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { goToDoubtful, moveStep } from './actions.ts';
import { FindBar } from './FindBar.tsx';
import { openDialog } from './state.ts';

/** Every verb for those who point rather than type. */
const MENU: readonly (readonly string[])[] = [
  ['align.sendDown', 'align.pullUp', 'align.splitBoth', 'align.mergeAbove', 'align.merge'],
  ['align.sentenceDown', 'align.sentenceUp', 'align.splitSentence', 'align.joinSentences', 'align.edit'],
  ['align.unlink', 'align.link', 'align.swap', 'align.notTranslated', 'align.passage'],
  ['align.confirm', 'align.confirmAbove', 'align.pin', 'align.realign', 'align.again'],
  ['go.row', 'find.filter', 'find.next', 'find.previous'],
  ['bead.comment', 'align.bookmark', 'align.exclude', 'bead.lock', 'panel.toggle'],
  ['align.openPair', 'align.openFolders', 'align.openBitext', 'align.wordLists', 'project.export'],
];

const OPEN = ['align.openPair', 'align.openFolders', 'align.openBitext'] as const;

interface Props {
  readonly session: BitextSession;
  readonly tally: AlignmentTally;
  /** How many beads are worth a look. */
  readonly doubts: number;
}

/** The document, how many of its beads are expected to be wrong, and the way to them. */
export function AlignBar({ session, tally, doubts }: Props) {
  const { t } = useTranslation();
  const keys = useKeys();
  const wrong = tally.expectedWrong;
  const number = (value: number): string =>
    value.toLocaleString(t('locale'), { maximumFractionDigits: value < 10 ? 1 : 0 });
  return (
    <header className="bar" data-region="toolbar">
      <DocumentMenu
        session={session}
        kind="alignment"
        label={t('align.documents')}
        testId="alignment-menu"
        commands={OPEN}
      />
      <p className="align-outlook" data-testid="expected-wrong">
        {wrong < 0.05
          ? t('align.outlookNone')
          : t('align.outlook', { count: wrong < 1 ? 1 : wrong, shown: number(wrong) })}
      </p>
      <span className="bar-space" />
      <FindBar />
      <span className="bar-rule" aria-hidden />
      <span className="align-doubts" data-testid="doubt-count">
        {doubts === 0 ? t('align.noDoubt') : t('align.doubts', { count: doubts })}
      </span>
      <IconButton
        label={t('command.align.previousDoubtful')}
        keys={keys.get('align.previousDoubtful')?.[0]}
        icon={<ChevronUp size={18} />}
        isDisabled={doubts === 0}
        preventFocusOnPress
        onPress={() => goToDoubtful(-1)}
        testId="previous-doubtful"
      />
      <IconButton
        label={t('command.align.nextDoubtful')}
        keys={keys.get('align.nextDoubtful')?.[0]}
        icon={<ChevronDown size={18} />}
        isDisabled={doubts === 0}
        preventFocusOnPress
        onPress={() => goToDoubtful(1)}
        testId="next-doubtful"
      />
      <span className="bar-rule" aria-hidden />
      <Button kind="quiet" onPress={() => openDialog('send')} testId="align-send">
        {t('align.send')}
      </Button>
      <span className="bar-rule" aria-hidden />
      <StepButtons session={session} onStep={moveStep} />
      <CommandMenu label={t('align.verbs')} testId="align-menu" groups={MENU} />
    </header>
  );
}
