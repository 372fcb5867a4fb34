import { BookCopy, BookSearch, History as HistoryIcon, MessageSquareText, Replace as ReplaceIcon } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useCommands } from '../../../app/commands/registry.ts';
import type { BitextSession } from '../../../bitext/bitext-session.ts';
import { Comments } from '../../../bitext/Comments.tsx';
import type { PanelTab } from '../state.ts';
import { useTranslate } from '../state.ts';
import { Concordance } from './Concordance.tsx';
import { History } from './History.tsx';
import { Matches } from './Matches.tsx';
import { Replace } from './Replace.tsx';

const ICONS: Readonly<Record<PanelTab, LucideIcon>> = {
  matches: BookCopy,
  concordance: BookSearch,
  history: HistoryIcon,
  comments: MessageSquareText,
  replace: ReplaceIcon,
};

const TABS: readonly PanelTab[] = ['matches', 'concordance', 'history', 'comments', 'replace'];

/** Helps for the active bead: matches, concordance, history, comments; and find and replace. */
export const SidePanel = memo(function SidePanel({ session }: { readonly session: BitextSession }) {
  const { t } = useTranslation();
  const tab = useTranslate((state) => state.tab);
  const show = (next: PanelTab): void => useTranslate.setState({ tab: next });
  useCommands({
    'panel.matches': () => show('matches'),
    'panel.concordance': () => show('concordance'),
    'panel.history': () => show('history'),
    'panel.comments': () => show('comments'),
  });
  return (
    <section className="panel" data-region="panel" aria-label={t('panel.label')}>
      <Tabs
        className="tabs"
        selectedKey={tab}
        onSelectionChange={(key) => show(TABS.find((it) => it === key) ?? 'matches')}
      >
        <TabList className="tab-list" aria-label={t('panel.label')}>
          {TABS.map((it) => {
            const Icon = ICONS[it];
            return (
              <Tab key={it} id={it} className="tab" data-testid={`panel-${it}`}>
                <Icon size={15} aria-hidden />
                <span>{t(`panel.${it}`)}</span>
              </Tab>
            );
          })}
        </TabList>
        {TABS.map((it) => (
          <TabPanel key={it} id={it} className="tab-panel" shouldForceMount>
            {it === 'matches' && <Matches session={session} visible={tab === it} />}
            {it === 'concordance' && <Concordance session={session} visible={tab === it} />}
            {it === 'history' && tab === it && <History session={session} />}
            {it === 'comments' && tab === it && <ActiveComments session={session} />}
            {it === 'replace' && <Replace session={session} visible={tab === it} />}
          </TabPanel>
        ))}
      </Tabs>
    </section>
  );
});

/** Follows the active row by itself, so that moving on does not draw the tabs again. */
function ActiveComments({ session }: { readonly session: BitextSession }) {
  const active = useTranslate((state) => state.active);
  return <Comments session={session} active={active} />;
}
