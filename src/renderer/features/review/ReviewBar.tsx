import { ArrowLeftRight, ChevronDown, Columns2, Pilcrow, Redo2, Undo2 } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { runCommand } from '../../app/commands/registry.ts';
import { useApp } from '../../app/state.ts';
import { CommandMenu, useKeys } from '../../bitext/BarTools.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { ChoiceMenu } from '../../ui/ChoiceMenu.tsx';
import { exchangeSides, openDocument } from './actions.ts';
import { moveStep } from './deciding.ts';
import { StatePicker } from './StatePicker.tsx';
import { useReview } from './state.ts';

const MENU = [
  ['review.version', 'review.series', 'review.merge', 'review.source', 'review.report'],
  ['review.acceptAll', 'review.rejectAll'],
];

/** What is compared with what, and everything that can be done with it. */
export function ReviewBar() {
  const { t } = useTranslation();
  const project = useApp((state) => state.project);
  const keys = useKeys();
  const document = useReview((state) => state.document);
  const layout = useReview((state) => state.layout);
  const spaces = useReview((state) => state.spaces);
  const name = project?.documents.find(({ id }) => id === document)?.name;
  const key = (id: string): string | undefined => keys.get(id)?.[0];
  return (
    <header className="bar rev-bar" data-region="toolbar">
      <ChoiceMenu
        label={t('review.documentsOfProject')}
        button={
          <AriaButton className="title-button" data-testid="review-document">
            <span className="title-project">{project?.name}</span>
            <span className="title-document">{name}</span>
            <ChevronDown size={15} aria-hidden />
          </AriaButton>
        }
        choices={(project?.documents ?? []).map((it) => ({
          id: String(it.id),
          name: it.name,
          chosen: it.id === document,
        }))}
        onChoose={(id) => {
          if (project) void openDocument(project.project, Number(id));
        }}
      />
      <span className="bar-rule" />
      <StatePicker side="a" label={t('review.from')} />
      <IconButton
        label={t('review.exchange')}
        icon={<ArrowLeftRight size={15} />}
        onPress={exchangeSides}
        testId="exchange-sides"
      />
      <StatePicker side="b" label={t('review.to')} />
      <span className="bar-space" />
      <IconButton
        label={t('command.review.layout')}
        keys={key('review.layout')}
        icon={<Columns2 size={17} />}
        pressed={layout === 'side'}
        testId="review-layout"
        onPress={() => runCommand('review.layout')}
      />
      <IconButton
        label={t('command.review.spaces')}
        keys={key('review.spaces')}
        icon={<Pilcrow size={16} />}
        pressed={spaces}
        testId="review-spaces"
        onPress={() => runCommand('review.spaces')}
      />
      <span className="bar-rule" />
      <IconButton
        label={t('command.edit.undo')}
        keys={key('edit.undo')}
        icon={<Undo2 size={17} />}
        onPress={() => void moveStep('undo')}
      />
      <IconButton
        label={t('command.edit.redo')}
        keys={key('edit.redo')}
        icon={<Redo2 size={17} />}
        onPress={() => void moveStep('redo')}
      />
      <CommandMenu label={t('review.more')} testId="review-more" groups={MENU} />
    </header>
  );
}
