import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { MemoryTab } from '../state.ts';
import { useMemory } from '../state.ts';
import { FiguresPanel } from './FiguresPanel.tsx';
import { ImportsPanel } from './ImportsPanel.tsx';
import { ReplacePanel } from './ReplacePanel.tsx';
import { UnitPanel } from './UnitPanel.tsx';

const TABS: readonly MemoryTab[] = ['unit', 'replace', 'imports', 'figures'];

/** Beside the list: all about the active unit, replacing, imports, figures. */
export function MemoryPanel({ tab }: { readonly tab: MemoryTab }) {
  const { t } = useTranslation();
  return (
    <aside className="memory-panel" data-region="panel" aria-label={t('memory.panel')}>
      <Tabs
        className="memory-tabs"
        selectedKey={tab}
        onSelectionChange={(key) => useMemory.setState({ tab: TABS.find((it) => it === key) ?? 'unit' })}
      >
        <TabList className="memory-tablist" aria-label={t('memory.panel')}>
          {TABS.map((it) => (
            <Tab key={it} id={it} className="memory-tab" data-testid={`memory-tab-${it}`}>
              {t(`memory.tab.${it}`)}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="unit" className="memory-tabpanel">
          <UnitPanel />
        </TabPanel>
        <TabPanel id="replace" className="memory-tabpanel">
          <ReplacePanel />
        </TabPanel>
        <TabPanel id="imports" className="memory-tabpanel">
          <ImportsPanel />
        </TabPanel>
        <TabPanel id="figures" className="memory-tabpanel">
          <FiguresPanel />
        </TabPanel>
      </Tabs>
    </aside>
  );
}
