import { useSyncExternalStore } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, Separator } from 'react-resizable-panels';
import type { PanelImperativeHandle } from 'react-resizable-panels';
import { setSetting } from '../app/actions.ts';
import { useApp } from '../app/state.ts';

/** Whether a media query holds now. */
function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => window.matchMedia(query).matches,
  );
}

/** Wide enough for matches, and never so wide that the two texts become columns of a newspaper. */
function usualPanelWidth(): number {
  return Math.round(Math.min(372, Math.max(264, window.innerWidth * 0.27)));
}

/** Opens the panel if it is closed. */
export function revealPanel(panel: PanelImperativeHandle | null): void {
  if (panel?.isCollapsed()) panel.expand();
}

/** Opens the panel or shuts it, and says whether it is open now. */
export function togglePanel(panel: PanelImperativeHandle | null): boolean {
  const opens = panel?.isCollapsed() ?? false;
  if (opens) panel?.expand();
  else panel?.collapse();
  return opens;
}

interface Props {
  readonly handle: RefObject<PanelImperativeHandle | null>;
  /** Whether the panel is open at first. */
  readonly open: boolean;
  /** Told when the user drags the panel open or shut. */
  readonly onOpen?: (open: boolean) => void;
  readonly page: ReactNode;
  readonly panel: ReactNode;
}

/** The page with a panel beside it, below it in a narrow window; the panel keeps the width the user gave it. */
export function PanelSplit({ handle, open, onOpen, page, panel }: Props) {
  const { t } = useTranslation();
  const width = useApp((state) => state.settings.panelWidth) ?? usualPanelWidth();
  const stacked = useMedia('(max-width: 50rem)');
  return (
    <Group
      className="split"
      key={stacked ? 'stacked' : 'beside'}
      orientation={stacked ? 'vertical' : 'horizontal'}
      onLayoutChanged={(_layout, { isUserInteraction }) => {
        if (!isUserInteraction || !handle.current) return;
        const { inPixels } = handle.current.getSize();
        onOpen?.(inPixels > 0);
        if (inPixels > 0 && !stacked) void setSetting('panelWidth', Math.round(inPixels));
      }}
    >
      <Panel id="page" className="page-panel" minSize={stacked ? 120 : 420}>
        {page}
      </Panel>
      <Separator className="splitter" aria-label={t('panel.resize')} />
      <Panel
        id="panel"
        panelRef={handle}
        collapsible
        collapsedSize={0}
        minSize={stacked ? 80 : 240}
        defaultSize={open ? (stacked ? '34%' : width) : 0}
        maxSize="60%"
        groupResizeBehavior="preserve-pixel-size"
      >
        {panel}
      </Panel>
    </Group>
  );
}
