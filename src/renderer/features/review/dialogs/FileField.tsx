/* oxlint-disable jsx-a11y/no-autofocus -- a dialog is opened to choose its file */
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../app/files/choose.ts';
import { Button } from '../../../ui/Button.tsx';

interface Props {
  readonly label: string;
  readonly path: string | null;
  readonly testId: string;
  readonly onChoose: () => void;
}

/** A button that lets one choose a file, and the name of the one that was chosen. */
export function FileField({ label, path, testId, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <div className="rev-file">
      <Button testId={testId} onPress={onChoose} autoFocus={path === null}>
        {label}
      </Button>
      <span className="list-detail">{path === null ? t('merge.noFile') : nameOf(path)}</span>
    </div>
  );
}
