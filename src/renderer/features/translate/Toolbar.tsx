import { useTranslation } from 'react-i18next';
import { CommandMenu, DocumentMenu, StepButtons } from '../../bitext/BarTools.tsx';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import { moveStep } from './actions.ts';
import { FilterBar } from './FilterBar.tsx';

/** What the menu offers to those who point rather than type. */
const MENU: readonly (readonly string[])[] = [
  ['bead.confirmNext', 'bead.confirm', 'bead.unconfirm'],
  ['text.copySource', 'text.clear', 'code.insert', 'code.next'],
  ['bead.merge', 'bead.split'],
  ['bead.comment', 'bead.bookmark', 'bead.lock', 'bead.exclude'],
  ['go.row', 'go.nextUnconfirmed', 'go.nextComment', 'go.nextNewSource', 'find.replace', 'find.concordance'],
  ['panel.toggle', 'panel.earlier'],
  ['project.export'],
];

export function Toolbar({ session }: { readonly session: BitextSession }) {
  const { t } = useTranslation();
  return (
    <header className="bar" data-region="toolbar">
      <DocumentMenu
        session={session}
        kind="translation"
        label={t('translate.documents')}
        testId="document-menu"
        detail={({ progress: { beads, byStatus } }) =>
          `${beads === 0 ? 0 : Math.floor((100 * byStatus.confirmed) / beads)}%`
        }
      />
      <span className="bar-space" />
      <FilterBar />
      <span className="bar-rule" aria-hidden />
      <StepButtons session={session} onStep={moveStep} />
      <CommandMenu label={t('translate.more')} testId="bead-menu" groups={MENU} />
    </header>
  );
}
