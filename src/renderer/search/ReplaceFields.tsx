import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextQuery } from '../../shared/text/find.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Checkbox } from '../ui/fields.tsx';
import { FindField } from './FindField.tsx';

interface Props {
  readonly query: TextQuery;
  readonly onQuery: (query: TextQuery) => void;
  readonly replacement: string;
  readonly onReplacement: (text: string) => void;
  readonly input?: RefObject<HTMLInputElement | null>;
  /** Before the names of the fields for tests. */
  readonly testId: string;
  /** What else stands beside the new text: the side it goes to. */
  readonly beside?: ReactNode;
  readonly run: { readonly label: string; readonly isDisabled: boolean; readonly act: () => void };
  /** All hits are ticked, and what ticks them all or none; null without hits. */
  readonly all: { readonly isAll: boolean; readonly change: (all: boolean) => void } | null;
  /** Why the search cannot be made, in words. */
  readonly problem: string | null;
  readonly isWrong: boolean;
  readonly hint: string;
  readonly isEmpty: boolean;
}

/** What to find and what to put in its place, and what is wrong with that; the hits follow it. */
export function ReplaceFields(props: Props) {
  const { t } = useTranslation();
  const { query, onQuery, replacement, onReplacement, testId, run, all, problem } = props;
  return (
    <>
      <div className="panel-search">
        <FindField
          query={query}
          onChange={(part) => onQuery({ ...query, ...part })}
          label={t('replace.find')}
          wrong={props.isWrong}
          testId={`${testId}-find`}
          {...(props.input ? { input: props.input } : {})}
        />
        <div className="filter-field">
          <input
            type="text"
            data-testid={`${testId}-with`}
            value={replacement}
            placeholder={t('replace.with')}
            aria-label={t('replace.with')}
            spellCheck={false}
            onChange={(event) => onReplacement(event.target.value)}
          />
          {props.beside}
        </div>
        <div className="replace-bar">
          <Button kind="primary" isDisabled={run.isDisabled} onPress={run.act} testId={`${testId}-run`}>
            {run.label}
          </Button>
          {all && (
            <Checkbox checked={all.isAll} onChange={all.change}>
              {t('replace.all')}
            </Checkbox>
          )}
        </div>
      </div>
      {problem !== null && (
        <p className="panel-message" role="alert" data-testid={`${testId}-problem`}>
          {problem}
        </p>
      )}
      {problem === null && query.text === '' && <EmptyState small title={t('replace.empty')} text={props.hint} />}
      {problem === null && query.text !== '' && props.isEmpty && <p className="panel-message">{t('replace.none')}</p>}
    </>
  );
}
