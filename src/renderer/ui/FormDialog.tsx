import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';

interface Props {
  readonly title: string;
  readonly testId: string;
  /** What the button says that does it; Return in a field does the same. */
  readonly action: string;
  readonly actionTestId: string;
  readonly ready: boolean;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly wide?: boolean;
  readonly children: ReactNode;
  /** What stands below the form and is no part of it. */
  readonly after?: ReactNode;
}

/** A dialog with a form: something to fill in, one button that does it, one that gives up. */
export function FormDialog(props: Props) {
  const { t } = useTranslation();
  const { title, testId, action, actionTestId, ready, onClose, onSubmit, wide = false, children, after } = props;
  const submit = (): void => {
    if (ready) onSubmit();
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      testId={testId}
      wide={wide}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" isDisabled={!ready} onPress={submit} testId={actionTestId}>
            {action}
          </Button>
        </>
      }
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {children}
      </form>
      {after}
    </Dialog>
  );
}
